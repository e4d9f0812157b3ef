// Reads a calendar from standard input with ical.js, the library of Thunderbird's calendar; writes its events as JSON
// for each zone of the arguments. The first argument is the file of ical.js.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, ...readers] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(library));

// The wall clock of a zone at a moment, as "2026-05-06" and "14:30".
function local(moment, timeZone) {
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return clock.format(moment).split(" ");
}

// The end is the first moment, or the first day, that is over.
function read(event, reader) {
  const { startDate: starts, endDate: ends } = event;
  const last = ends.clone();
  if (starts.isDate) {
    last.adjust(-1, 0, 0, 0);
    return { first: starts.toString(), last: last.toString(), time: null };
  }
  last.adjust(0, 0, 0, -1);
  const [first, time] = local(starts.toJSDate(), reader);
  return { first, last: local(last.toJSDate(), reader)[0], time };
}

function events(calendar, reader) {
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const status = component.getFirstPropertyValue("status");
    return { uid: event.uid, title: event.summary, status, ...read(event, reader) };
  });
}

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const answer = Object.fromEntries(readers.map((reader) => [reader, events(calendar, reader)]));
process.stdout.write(JSON.stringify(answer));
