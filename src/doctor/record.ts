import type { Database } from '../database/connect.js'
import { schemaFaults } from '../database/constraints.js'
import { checkVersion } from '../load/migrate.js'
import { recordedTypes } from '../load/export/hash.js'
import { asParameter } from '../load/transaction.js'
import { schemaVersion } from '../model/version.js'
import { few, rebuild, type Check } from './check.js'
import { scan } from './scan.js'

/** What is asked of the graph as it is stored: layout, indexes, and that everything rests on something. */

type Reader = Pick<Database, 'read'>

const components = `
  CALL dbms.components() YIELD name, versions, edition
  RETURN name + ' ' + versions[0] + ' ' + edition LIMIT 1`

const idless = `
  MATCH (node:$any($labels)) WHERE node.id IS NULL OR NOT node:Node
  WITH node LIMIT $most
  RETURN count(node), collect(head(labels(node)) + ' ' + coalesce(node.id, elementId(node)))[..$few]`

/** So many are counted of what should not be there at all. */
const most = 10_000

const miscounted = `
  MATCH (dataset:Dataset) WHERE dataset.factCount <= $most
  CALL (dataset) {
    MATCH (dataset)<-[:OF]-(:Load)<-[from:FROM]-(fact:Fact) WHERE fact.standing AND from.until IS NULL
    RETURN count(DISTINCT fact) AS standing
  }
  WITH dataset, standing WHERE dataset.factCount <> standing
  RETURN dataset.id + ' says ' + dataset.factCount + ', has ' + standing ORDER BY dataset.id`

/** A rule that holds of all nodes of a label, asked page by page. */
function rule(name: string, of: Parameters<typeof scan>[1], remedy = rebuild): Check<Reader> {
  return { name, ask: (database) => scan(database, of), remedy }
}

export const record: Check<Reader>[] = [
  {
    name: 'Neo4j',
    ask: async (database) => ({ seen: String((await database.read({ text: components }))[0]?.[0]) }),
    remedy: 'Use Neo4j 5.26 or newer.',
  },
  {
    name: 'version of the graph',
    ask: async (database) => {
      await checkVersion(database)
      return { seen: schemaVersion }
    },
    remedy: 'parley database migrate',
  },
  {
    name: 'constraints and indexes',
    ask: async (database) => {
      const { wanted, faults } = await schemaFaults(database)
      if (faults.length === 0) return { seen: `all ${wanted} are there and online` }
      return { wrong: `${faults.length} of ${wanted} are missing or not online`, examples: faults }
    },
    remedy: 'parley database migrate adds what is missing. One that FAILED: drop it in Neo4j first.',
  },
  {
    name: 'ids',
    ask: async (database) => {
      const labels = recordedTypes().map(({ label }) => label!)
      const parameters = { labels: [...labels, 'Load'], most: asParameter(most), few: asParameter(few) }
      const [[count, examples]] = (await database.read({ text: idless, parameters })) as [[number, string[]]]
      const those = `${count}${count === most ? ' or more' : ''} nodes have no id or no label Node`
      return count > 0 ? { wrong: those, examples } : { seen: 'every node has one' }
    },
    remedy: 'Something other than Parley wrote them. Take them away, or give Parley a database of its own.',
  },
  rule('evidence', {
    label: 'Node',
    broken: 'node:Fact AND NOT EXISTS { (node)-[:EVIDENCED_BY]->(:Passage) }',
    what: 'facts rest on no passage',
  }),
  rule('origin of facts', {
    label: 'Node',
    broken: 'node:Fact AND NOT EXISTS { (node)-[:FROM]->(:Load)-[:OF]->(:Dataset) }',
    what: 'facts come from no load',
  }),
  rule('passages', {
    label: 'Passage',
    broken: 'NOT EXISTS { (node)<-[:HAS_PASSAGE]-(:Document) }',
    what: 'passages are of no document',
  }),
  rule('documents', {
    label: 'Document',
    broken: 'NOT EXISTS { (node)-[:IN]->(:Dataset) }',
    what: 'documents are in no dataset',
  }),
  rule('ends of claims', {
    label: 'Claim',
    broken: `node.standing AND NOT (
      EXISTS { MATCH (node)-[:SUBJECT]->(end:Node) WHERE end.id = node.subjectId }
      AND (node.objectId IS NULL OR EXISTS { MATCH (node)-[:OBJECT]->(end:Node) WHERE end.id = node.objectId }))`,
    what: 'open claims lack what they are about',
  }),
  rule('times of claims', {
    label: 'Claim',
    broken: 'coalesce(node.standing <> (node.recordedTo IS NULL), true)',
    what: 'claims stand and are closed, or neither',
  }),
  rule('names', {
    label: 'Name',
    key: 'key',
    broken: 'NOT EXISTS { (node)<-[:NAMED]-(:Node) }',
    what: 'names are nobody’s',
  }),
  rule('merged ids', {
    label: 'Redirect',
    broken: 'COUNT { (node)-[:MERGED_INTO]->(:Node) } <> 1 OR EXISTS { MATCH (other:Node) WHERE other.id = node.id }',
    what: 'merged ids lead nowhere, to two things, or are those of a thing',
  }),
  {
    name: 'counts of facts',
    ask: async (database) => {
      const rows = await database.read({ text: miscounted, parameters: { most: asParameter(100_000) } })
      const examples = rows.map(([line]) => String(line))
      if (rows.length > 0) return { wrong: `${rows.length} datasets count their facts wrong`, examples }
      return { seen: 'those of datasets of up to 100,000 facts are right' }
    },
    remedy: 'The next load that changes something of that dataset counts them anew.',
  },
]
