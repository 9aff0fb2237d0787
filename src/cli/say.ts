/** Tells the person at the terminal what is going on: on standard error, since standard output belongs to answers. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
