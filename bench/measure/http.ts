import { connect, type Socket } from 'node:net'

export interface HttpAnswer {
  status: number
  bytes: number
  /** The body; empty unless it was to be kept. */
  body: Buffer
  etag?: string
}

/**
 * One kept connection that sends requests written out beforehand, one after another. It reads no more of an answer than
 * where it ends, so that the client takes as little as can be of the machine it shares with what it measures.
 */
export class HttpConnection {
  private readonly socket: Socket
  private parts: Buffer[] = []
  private length = 0
  private wanted = -1
  private status = 0
  private etag?: string
  private waiting?: {
    resolve: (answer: HttpAnswer) => void
    reject: (error: Error) => void
    keep: boolean
    head: number
  }

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1')
    this.socket.setNoDelay(true)
    this.socket.on('data', (part) => this.take(part))
    this.socket.on('error', (error) => this.waiting?.reject(error))
    this.socket.on('close', () => this.waiting?.reject(new Error('the server closed the connection')))
  }

  send(request: string, keep = false): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject, keep, head: 0 }
      this.socket.write(request)
    })
  }

  close(): void {
    this.waiting = undefined
    this.socket.destroy()
  }

  private take(part: Buffer): void {
    this.parts.push(part)
    this.length += part.length
    if (this.wanted < 0 && !this.readHead()) return
    if (this.length < this.wanted || !this.waiting) return
    const { resolve, keep, head } = this.waiting
    const bytes = this.wanted - head
    const body = keep ? Buffer.concat(this.parts).subarray(head) : Buffer.alloc(0)
    const answer = { status: this.status, bytes, body, etag: this.etag }
    this.parts = []
    this.length = 0
    this.wanted = -1
    this.waiting = undefined
    resolve(answer)
  }

  /** Whether the head has come whole; then it is known how much there is to come. */
  private readHead(): boolean {
    const text = (this.parts.length === 1 ? this.parts[0]! : Buffer.concat(this.parts)).toString('latin1')
    const end = text.indexOf('\r\n\r\n')
    if (end < 0) return false
    const head = text.slice(0, end)
    this.status = Number(head.slice(9, 12))
    this.etag = /^etag: (.+)$/im.exec(head)?.[1]
    const length = /^content-length: (\d+)/im.exec(head)?.[1]
    if (length === undefined && this.status !== 304) throw new Error(`An answer without a length: ${head}`)
    if (this.waiting) this.waiting.head = end + 4
    this.wanted = end + 4 + (this.status === 304 ? 0 : Number(length))
    return true
  }
}

/** A GraphQL request as it goes over the wire. */
export function post(query: string, variables: unknown): string {
  const body = JSON.stringify({ query, variables })
  const head = [
    'POST /graphql HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    'accept: application/json',
  ]
  return [...head, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n')
}

/** The same as a GET, for a server that may say that nothing has changed. */
export function get(query: string, variables: unknown, etag?: string): string {
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
  // Apollo takes a GET from nobody who could be another site's form.
  const head = [
    `GET /graphql?${search} HTTP/1.1`,
    'host: localhost',
    'accept: application/json',
    'apollo-require-preflight: true',
  ]
  return [...head, ...(etag ? [`if-none-match: ${etag}`] : []), '', ''].join('\r\n')
}
