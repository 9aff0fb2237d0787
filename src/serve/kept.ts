import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** The bytes of an answer as they are sent, and the strong entity tag of exactly these bytes. */
export interface Form {
  encoding?: Encoding
  body: Buffer
  etag: string
  /** The headers of a 200 and of a 304, names and values by turns. */
  heads: Record<200 | 304, string[]>
}

/** What a 304 says besides the entity tag; the client has all else with the answer that it holds. */
const told = /^(cache-control|vary|access-control-.*)$/

/** Both run on other threads. Higher levels save a tenth of the bytes for three times the work. */
const compress: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  gzip: (body) => promisify(gzip)(body, { level: 1 }),
}

/** An answer in each form that was asked for so far. */
export class KeptAnswer {
  readonly plain: Form
  /** Those that are ready. */
  readonly forms: Form[]
  private readonly making = new Map<Encoding, Promise<Form>>()

  /** `headers` are those that do not depend on the answer's bytes. */
  constructor(
    readonly contentType: string,
    text: string,
    private readonly headers: [name: string, value: string][],
  ) {
    const body = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
    body.write(text)
    this.plain = this.makeForm(body)
    this.forms = [this.plain]
  }

  /** Bytes of all forms. */
  get bytes(): number {
    return this.forms.reduce((sum, { body }) => sum + body.length, 0)
  }

  /**
   * The form in the encoding, a promise of it where it must be made first; the plain one where the answer has fewer bytes
   * than `least`.
   */
  form(encoding: Encoding | undefined, least: number): Form | Promise<Form> {
    if (encoding === undefined || this.plain.body.length < least) return this.plain
    const found = this.forms.find((form) => form.encoding === encoding) ?? this.making.get(encoding)
    if (found) return found
    const making = this.make(encoding).finally(() => this.making.delete(encoding))
    this.making.set(encoding, making)
    return making
  }

  private async make(encoding: Encoding): Promise<Form> {
    const made = await compress[encoding](this.plain.body)
    // It may be a window of a larger buffer, which it would keep in memory uncounted.
    const body = Buffer.allocUnsafeSlow(made.length)
    made.copy(body)
    const form = this.makeForm(body, encoding)
    this.forms.push(form)
    return form
  }

  private makeForm(body: Buffer, encoding?: Encoding): Form {
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
    const own = ['etag', etag, 'content-type', this.contentType, 'content-length', String(body.length)]
    const encoded = encoding ? ['content-encoding', encoding] : []
    const whole = [...this.headers.flat(), ...own, ...encoded]
    const brief = [...this.headers.filter(([name]) => told.test(name)).flat(), 'etag', etag]
    return { encoding, body, etag, heads: { 200: whole, 304: brief } }
  }
}

/** What an answer takes in memory beside its key and its bytes, about: objects, headers, places in maps. */
const overhead = 2000

/** Answers by key, of which those that were not asked for longest go when all together take more than so many bytes. */
export class Shelf {
  private readonly answers = new Map<string, { answer: KeptAnswer; bytes: number }>()
  private bytes = 0

  constructor(private readonly most: number) {}

  get(key: string): KeptAnswer | undefined {
    const found = this.answers.get(key)
    if (!found) return undefined
    // A Map keeps its order, so the first is the one that was not asked for longest.
    this.answers.delete(key)
    this.answers.set(key, found)
    return found.answer
  }

  /** Keeps an answer, unless it alone would drive out an eighth of the others. */
  put(key: string, answer: KeptAnswer): void {
    if (this.sizeOf(key, answer) > this.most / 8) return
    this.drop(key)
    this.answers.set(key, { answer, bytes: 0 })
    this.weigh(key, answer)
  }

  /** Counts an answer anew after it was given another form. */
  weigh(key: string, answer: KeptAnswer): void {
    const found = this.answers.get(key)
    if (found?.answer !== answer) return
    const bytes = this.sizeOf(key, answer)
    this.bytes += bytes - found.bytes
    found.bytes = bytes
    for (const oldest of this.answers.keys()) {
      if (this.bytes <= this.most) return
      this.drop(oldest)
    }
  }

  private drop(key: string): void {
    this.bytes -= this.answers.get(key)?.bytes ?? 0
    this.answers.delete(key)
  }

  private sizeOf(key: string, answer: KeptAnswer): number {
    return key.length + answer.bytes + overhead
  }
}
