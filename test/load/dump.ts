import type { Database } from '../../src/database/connect.js'

/** What tells one load from another and is no part of what is said. */
const timely = [
  ...[
    'startedAt',
    'finishedAt',
    'startedAtAsc',
    'at',
    'recordedFrom',
    'recordedTo',
    'until',
    'n',
    'input',
    'sourceSha256',
  ],
  ...['changedAt', 'changeSort', 'changeKind', 'changeFields', 'changeLoad', 'rowHash'],
]

/** Everything in the graph, a line each, but for loads, times and marks: equal graphs have equal lines. */
export async function dump(database: Database): Promise<string[]> {
  const nodes = await database.read({
    text: `MATCH (node) WHERE NOT node:Load AND NOT node:Removed AND NOT node:Lease AND NOT node:Schema
      RETURN [label IN labels(node) WHERE label <> 'Changed'], properties(node)`,
  })
  const edges = await database.read({
    text: `MATCH (a)-[edge]->(b) WHERE NOT a:Load
      RETURN type(edge), coalesce(a.id, a.key), CASE WHEN b:Load THEN 'load' ELSE coalesce(b.id, b.key, b.value) END, properties(edge)`,
  })
  const lines = [...nodes, ...edges].map((row) =>
    row.map((part) => (typeof part === 'string' ? part : JSON.stringify(sorted(part)))).join(' '),
  )
  return lines.sort()
}

function sorted(part: unknown): unknown {
  if (Array.isArray(part)) return [...(part as string[])].sort()
  const entries = Object.entries(part as Record<string, unknown>).filter(([key]) => !timely.includes(key))
  return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}
