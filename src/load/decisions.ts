import type { DocumentDraft } from './draft.js'
import { overRows } from './transaction.js'
import type { Run } from './transaction.js'

const retracted = `
  UNWIND $batch.rows AS id
  MATCH (:Retraction {document: id})
  RETURN id`

/** Documents as they are to be loaded: those that `parley retract` took back are retracted, whatever their dataset says. */
export async function heedRetractions<Doc extends Pick<DocumentDraft, 'id' | 'status'>>(
  run: Run,
  documents: Doc[],
): Promise<Doc[]> {
  const ids = documents.map(({ id }) => id)
  const taken = new Set((await overRows(run, retracted, ids)).map(([id]) => id as string))
  if (taken.size === 0) return documents
  return documents.map((document) => (taken.has(document.id) ? { ...document, status: 'RETRACTED' } : document))
}

/** One document as it is to be loaded. */
export async function heedRetraction<Doc extends Pick<DocumentDraft, 'id' | 'status'>>(
  run: Run,
  document: Doc,
): Promise<Doc> {
  return (await heedRetractions(run, [document]))[0]!
}
