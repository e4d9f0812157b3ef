// Reads a calendar from standard input with ical.js, the library of Thunderbird's calendar; writes its events as JSON
// for each zone of the arguments. The first argument is the file of ical.js.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [library, ...readers] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(library));

// What the wall clock of a zone shows at a time, as "2026-05-06" and "14:30"; a time in no zone is the same in each.
function local(time, timeZone) {
  const floating = time.zone === ICAL.Timezone.localTimezone;
  const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return floating ? time.toString().slice(0, 16).split("T") : clock.format(time.toJSDate()).split(" ");
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
  const [first, time] = local(starts, reader);
  return { first, last: local(last, reader)[0], time };
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
