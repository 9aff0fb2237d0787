import type { Database } from '../database/connect.js'
import { topicKey } from '../load/assertion.js'
import { deriveWorld } from '../load/derive.js'
import { bringNames, bringNodes } from '../load/migrate.js'
import { settleClaims } from '../load/record.js'
import { asParameter } from '../load/transaction.js'
import { projectWorld } from '../load/world.js'
import { few, rebuild, type Check } from './check.js'
import { rehearse, rehearsed } from './rehearsal.js'

/** What is asked of all that follows from the record: the world, and what is kept for reading. Of large graphs, of a sample. */

type Reader = Pick<Database, 'read'>

/** So many of each kind are looked at; where there are no more than that, all of them. */
const sample = 1_000

/** Chosen by chance where there are more, each as likely as the next. */
const someNodes = (label: string) => ({
  count: `MATCH (node:${label}) RETURN count(node)`,
  some: `MATCH (node:${label}) WHERE rand() < $share RETURN node.id LIMIT $sample`,
})

const claims = someNodes('Claim')
const nodes = someNodes('Node')

const facts = {
  count: 'MATCH (node:Negotiation|Agreement|Event|Statement) RETURN count(node)',
  some: 'MATCH (node:Negotiation|Agreement|Event|Statement) WHERE rand() < $share RETURN node.id LIMIT $sample',
}

const topicsOf = `
  UNWIND $ids AS id
  MATCH (claim:Claim {id: id})
  RETURN DISTINCT claim.about`

/** What the world asserts rests on something; what is derived and what leads to the record does not say so. */
const asserted = {
  count: 'MATCH (node:Actor|Negotiation|Agreement|Term|Event|Statement|Topic) RETURN count(node)',
  some: `
  MATCH (node:Actor|Negotiation|Agreement|Term|Event|Statement|Topic) WHERE rand() < $share
  WITH node LIMIT $sample
  CALL (node) {
    MATCH (node)-[edge]-(:Node) WHERE edge.evidence IS NOT NULL AND NOT coalesce(edge.derived, false)
    RETURN edge LIMIT 20
  }
  RETURN DISTINCT type(edge), startNode(edge).id, endNode(edge).id`,
}

interface Sample {
  rows: unknown[][]
  /** Over how much, in words. */
  seen: string
}

async function take(database: Reader, { count, some }: { count: string; some: string }, what: string): Promise<Sample> {
  const [[all]] = (await database.read({ text: count })) as [[number]]
  // A little more than enough, since chance may give less.
  const share = all <= sample ? 1 : (sample / all) * 1.2
  const rows = await database.read({ text: some, parameters: { share, sample: asParameter(sample) } })
  return { rows, seen: all <= sample ? `${all} ${what}` : `by chance, ${sample} of ${all} ${what}` }
}

export const projection: Check<Reader>[] = [
  {
    name: 'standing of claims',
    ask: async (database) => {
      const { rows, seen } = await take(database, claims, 'claims')
      const ids = rows.map(([id]) => id as string)
      return rehearsed(database, await rehearse(database, (writing) => settleClaims(writing, ids)), seen)
    },
    remedy: rebuild,
  },
  {
    name: 'the world from its claims',
    ask: async (database) => {
      const { rows, seen } = await take(database, claims, 'claims')
      const topics = await database.read({ text: topicsOf, parameters: { ids: rows.flat() } })
      const judged = (await take(database, facts, 'facts')).rows.map(([id]) => id as string)
      const noted = await rehearse(database, (writing) =>
        projectWorld(
          writing,
          topics.map(([about]) => about as string),
          judged,
        ),
      )
      return rehearsed(database, noted, seen)
    },
    remedy: rebuild,
  },
  {
    name: 'relationships of the world',
    ask: async (database) => {
      const { rows, seen } = await take(database, asserted, 'nodes, up to 20 relationships of each')
      const topics = (rows as [string, string, string][]).map(([predicate, subject, object]) =>
        topicKey({ predicate, subject, object }),
      )
      return rehearsed(database, await rehearse(database, (writing) => projectWorld(writing, topics, [])), seen)
    },
    remedy: rebuild,
  },
  {
    name: 'roll-up, counts and timelines',
    ask: async (database) => {
      const { rows, seen } = await take(database, facts, 'facts')
      const ids = rows.map(([id]) => id as string)
      return rehearsed(database, await rehearse(database, (writing) => deriveWorld(writing, [], ids)), seen)
    },
    remedy: 'parley database migrate --anew',
  },
  {
    name: 'labels, dates and orders',
    ask: async (database) => {
      const { rows, seen } = await take(database, nodes, 'nodes')
      // A batch goes on from an id, so the first and those after a few others make the sample.
      const starts = ['', ...rows.slice(0, few).map(([id]) => id as string)]
      const noted = await rehearse(database, async ({ run }) => {
        for (const after of starts) await bringNodes(run, after)
        await bringNames(run, '')
      })
      return rehearsed(database, noted, seen)
    },
    remedy: 'parley database migrate --anew',
  },
]
