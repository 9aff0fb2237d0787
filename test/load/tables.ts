import { claim } from '../../src/load/claim.js'
import type { Said } from '../../src/load/claim.js'
import type { ClaimDraft, DocumentDraft, Draft, NodeDraft } from '../../src/load/draft.js'
import { typeOf } from '../../src/load/stored.js'
import type { RowDraft, TableDraft } from '../../src/load/table/table.js'
import { Problem } from '../../src/problem.js'

/** A row of a table by what matters: everything rests on its passage. */
export interface Row {
  key: string
  text?: string
  nodes?: (Partial<NodeDraft> & { id: string })[]
  claims?: (Partial<Said> & Pick<Said, 'predicate' | 'subject'>)[]
  /** What is wrong with it. */
  problem?: string
}

/** A table put together by hand, with the document of the same name. */
export function tableOf(slug: string, rows: Row[], document: Partial<DocumentDraft> = {}): TableDraft {
  const drafts = rows.map((row, at) => rowDraft(slug, row, at + 1))
  let read = 0
  return {
    dataset: { id: `dataset:${slug}`, title: `Table ${slug}` },
    document: {
      ...{ id: `document:${slug}`, title: `Table ${slug}`, kind: 'DATASET', status: 'ACTIVE' },
      ...{ cites: [], copyOf: [], corrects: [], ...document },
    },
    fingerprint: () => Promise.resolve(JSON.stringify(rows)),
    bytes: rows.length,
    read: () => read,
    async *chunks(size) {
      for (let at = 0; at < drafts.length; at += size) {
        read = at
        await Promise.resolve()
        yield structuredClone(drafts.slice(at, at + size).map(withoutProblems)).map((row, place) => ({
          ...row,
          problems: drafts[at + place]!.problems,
        }))
      }
      read = drafts.length
    },
  }
}

/** Problems do not survive being copied. */
function withoutProblems(row: RowDraft): RowDraft {
  return { ...row, problems: [] }
}

function rowDraft(slug: string, { key, text, nodes = [], claims = [], problem }: Row, line: number): RowDraft {
  const id = `passage:${slug}:${key}`
  const place = { file: `${slug}.csv`, line }
  return {
    key,
    place,
    passage: { id, document: `document:${slug}`, text: text ?? `row ${key}` },
    nodes: nodes.map((node): NodeDraft => ({
      ...{
        type: typeOf(node.id).name,
        names: [],
        externalIds: [],
        certainty: 'CERTAIN',
        properties: {},
        relations: [],
      },
      evidence: /^(negotiation|agreement|term|event|statement):/.test(node.id) ? [id] : [],
      ...{ place, ...node },
    })),
    claims: claims.map((said) => claim({ method: 'IMPORT', evidence: [id], place, ...said })),
    problems: problem === undefined ? [] : [new Problem('BAD_DATA', problem, { place })],
    unresolved: [],
  }
}

/** The same table as a dataset that is read whole: what later rows repeat of an earlier one is left out. */
export async function wholeOf(table: TableDraft): Promise<Draft> {
  const passages: Draft['passages'] = []
  const nodes = new Map<string, NodeDraft>()
  const claims = new Map<string, ClaimDraft>()
  for await (const rows of table.chunks(1_000, { resolve: () => Promise.resolve([]) })) {
    for (const row of rows) {
      passages.push(row.passage)
      const shared = new Set(row.nodes.map(({ id }) => id).filter((id) => !typeOf(id).ownClaim))
      for (const node of row.nodes) {
        const first = nodes.get(node.id)
        if (!first) nodes.set(node.id, node)
        else first.names.push(...node.names.filter(({ value }) => first.names.every((name) => name.value !== value)))
      }
      for (const said of row.claims) {
        const rest = { ...said, id: undefined, evidence: undefined, place: undefined }
        const isShared = shared.has(said.subject) || (said.object !== undefined && shared.has(said.object))
        const key = isShared ? JSON.stringify(rest) : said.id
        if (!claims.has(key)) claims.set(key, said)
      }
    }
  }
  const { dataset, document } = table
  return {
    ...{ dataset, documents: [document], passages, nodes: [...nodes.values()], claims: [...claims.values()] },
    ...{ redirects: [], sourceSha256: await table.fingerprint() },
  }
}
