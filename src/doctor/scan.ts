import type { Database } from '../database/connect.js'
import { asParameter } from '../load/transaction.js'
import { few, type Found } from './check.js'

/** Nodes looked at in one statement: so the largest graph is gone through in little memory, and no statement takes long. */
const pageSize = 10_000

/**
 * Goes through all nodes of a label in the order of a property that it has a unique index on, and counts those for which
 * `broken`, a condition on `node`, holds. `what` says what they are then: “3 claims rest on no passage”.
 */
export async function scan(
  database: Pick<Database, 'read'>,
  { label, key = 'id', broken, what }: { label: string; key?: string; broken: string; what: string },
): Promise<Found> {
  // Put together of words that stand in the checks; values are parameters.
  const text = `
  MATCH (node:${label}) USING INDEX node:${label}(${key})
  WHERE node.${key} > $after
  WITH node ORDER BY node.${key} LIMIT $size
  WITH node.${key} AS key, ${broken} AS broken
  RETURN max(key), count(key), sum(CASE WHEN broken THEN 1 ELSE 0 END), collect(CASE WHEN broken THEN key END)[..$few]`
  const examples: string[] = []
  let [all, count] = [0, 0]
  for (let after: string | null = ''; after !== null;) {
    const parameters = { after, size: asParameter(pageSize), few: asParameter(few) }
    const [row] = (await database.read({ text, parameters })) as [[string | null, number, number, string[]]]
    const [last, seen, broke, some] = row
    all += seen
    count += broke
    examples.push(...some)
    after = seen < pageSize ? null : last
  }
  return count > 0 ? { wrong: `${count} ${what}`, examples } : { seen: `${all} looked at` }
}
