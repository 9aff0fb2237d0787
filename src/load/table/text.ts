import { isUtf8 } from 'node:buffer'
import { decodeUtf8 } from '../yaml.js'
import { bad, type InputFile, type Progress, readBytes } from './input.js'

const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/** Line ends in bytes: `\n`, `\r\n` and `\r` alone. `after` is the byte before them. */
function lineEnds(bytes: Uint8Array, after: number): number {
  let count = 0
  let before = after
  for (const byte of bytes) {
    if (byte === carriageReturn || (byte === lineFeed && before !== carriageReturn)) count += 1
    before = byte
  }
  return count
}

/** How many bytes at the end begin a character that goes on in the next chunk. */
function cut(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/**
 * A file's bytes as UTF-8, in chunks of whole characters, without a byte order mark. Throws Problems, by line, for other
 * encodings and for NUL.
 */
export async function* readUtf8(input: InputFile, progress?: Progress): AsyncGenerator<Buffer> {
  let rest: Buffer | undefined
  let line = 1
  let last = 0
  let first = true
  const refuse = (message: string, hint: string) => bad(message, { file: input.shown, line }, hint)
  const check = (bytes: Buffer) => {
    const zero = bytes.indexOf(0)
    if (zero >= 0) {
      line += lineEnds(bytes.subarray(0, zero), last)
      const utf16 = bytes[zero + 2] === 0 || (zero > 1 && bytes[zero - 2] === 0)
      throw utf16
        ? refuse('The file seems to be in UTF-16.', 'Save it as UTF-8.')
        : refuse('A NUL character stands in this line.', 'Take it out, or export the table anew.')
    }
    if (!isUtf8(bytes)) throw notUtf8(bytes)
    line += lineEnds(bytes, last)
    last = bytes.at(-1) ?? last
  }
  const notUtf8 = (bytes: Buffer) => {
    const found = decodeUtf8(bytes)
    const lines = typeof found === 'string' ? 1 : found.line
    line += lines - 1
    const at = bytes.findIndex(
      (byte, index) =>
        byte >= 0x80 &&
        !isUtf8(bytes.subarray(index, index + 4)) &&
        !isUtf8(bytes.subarray(index, index + 3)) &&
        !isUtf8(bytes.subarray(index, index + 2)) &&
        byte >= 0xc0,
    )
    const byte = at < 0 ? undefined : bytes[at]!
    const latin =
      byte === undefined
        ? ''
        : `: its byte ${byte.toString(16).toUpperCase()} would be “${String.fromCharCode(byte)}” in Latin-1`
    return refuse(`This line is not UTF-8${latin}.`, 'Save the file as UTF-8.')
  }
  for await (const chunk of readBytes(input, progress)) {
    let bytes: Buffer = rest ? Buffer.concat([rest, chunk]) : chunk
    if (first && bytes.length >= 3) {
      first = false
      if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
        throw refuse('The file is in UTF-16.', 'Save it as UTF-8.')
      }
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
    }
    const over = cut(bytes)
    rest = over > 0 ? bytes.subarray(bytes.length - over) : undefined
    const whole = over > 0 ? bytes.subarray(0, bytes.length - over) : bytes
    check(whole)
    if (whole.length > 0) yield whole
  }
  if (rest) throw notUtf8(rest)
}

/** A file's lines, without their ends; a line longer than `max` bytes is refused. The last needs no end. */
export async function* readLines(input: InputFile, max: number, progress?: Progress): AsyncGenerator<string[]> {
  let rest = ''
  let line = 0
  const check = (text: string) => {
    if (text.length <= max) return
    throw bad(
      `The line is longer than ${max} characters.`,
      { file: input.shown, line: line + 1 },
      'A row is one line; is this another format?',
    )
  }
  for await (const bytes of readUtf8(input, progress)) {
    const text = rest + bytes.toString('utf8')
    // A carriage return at the end may be half of a line end.
    const held = text.endsWith('\r') ? 1 : 0
    const lines = text.slice(0, text.length - held).split(/\r\n|\n|\r/)
    rest = lines.pop()! + (held ? '\r' : '')
    for (const each of lines) {
      check(each)
      line += 1
    }
    check(rest)
    if (lines.length > 0) yield lines
  }
  const last = rest.split('\r')
  if (last.at(-1) === '') last.pop()
  if (last.length > 0) yield last
}
