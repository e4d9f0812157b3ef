"""Who is let in, by what, and who of them may write: tokens, log-ins, trusted proxies."""
