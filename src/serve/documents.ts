import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { FastifyRequest } from 'fastify'
import { Problem } from '../problem.js'

type Asked = Record<string, unknown>

/**
 * Documents that an operator trusts, by the id under which a client asks for them: the manifest that
 * graphql-codegen writes as `persisted-documents.json`, `{"<id>": "<document>"}`. Where there are any, no other is answered.
 */
export class TrustedDocuments {
  private readonly byId: Map<string, string>
  private readonly texts: Set<string>

  constructor(manifest: Record<string, string>) {
    this.byId = new Map()
    for (const [id, text] of Object.entries(manifest)) {
      this.byId.set(id, text)
      // The appendix on persisted documents of GraphQL over HTTP names them so; codegen's ids are SHA-1 unless told otherwise.
      this.byId.set(`sha256:${createHash('sha256').update(text).digest('hex')}`, text)
    }
    this.texts = new Set(this.byId.values())
  }

  /** Reads manifests. Throws a Problem where one cannot be read or is none. */
  static async read(paths: string[]): Promise<TrustedDocuments> {
    const manifests = await Promise.all(paths.map(readManifest))
    return new TrustedDocuments(Object.fromEntries(manifests.flatMap((manifest) => Object.entries(manifest))))
  }

  /** Puts the document's text into a request that names it. Throws DOCUMENT_NOT_ALLOWED for every other. */
  allow(request: FastifyRequest): void {
    if (request.method === 'POST') {
      const { body } = request
      if (isAsked(body)) body.query = this.textOf(body)
    } else if (request.method === 'GET') {
      const address = new URL(request.url, 'http://localhost')
      const { searchParams } = address
      searchParams.set('query', this.textOf(Object.fromEntries(searchParams)))
      searchParams.delete('documentId')
      request.raw.url = address.pathname + address.search
    }
  }

  private textOf({ documentId, query }: Asked): string {
    const text = typeof documentId === 'string' ? this.byId.get(documentId) : query
    if (typeof text === 'string' && this.texts.has(text)) return text
    throw new Problem('DOCUMENT_NOT_ALLOWED', 'This server answers only the documents that its operator trusts.', {
      hint: 'Send "documentId" with the id of one of them, or its very text as "query".',
    })
  }
}

async function readManifest(path: string): Promise<Record<string, string>> {
  const wrong = (why: string, cause?: unknown) =>
    new Problem('BAD_CONFIG', `TRUSTED_DOCUMENTS=${path} cannot be used: ${why}.`, {
      hint: 'It must be a JSON object of documents by id, such as the persisted-documents.json of graphql-codegen.',
      cause,
    })
  let manifest: unknown
  try {
    manifest = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw wrong(error instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read', error)
  }
  const isManifest = isAsked(manifest) && Object.values(manifest).every((text) => typeof text === 'string')
  if (!isManifest) throw wrong('it is no such object')
  return manifest as Record<string, string>
}

function isAsked(value: unknown): value is Asked {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
