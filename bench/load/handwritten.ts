/**
 * What Parley is held against: a loader as somebody would write it by hand for this one table. It checks nothing, keeps nothing to go
 * on from, looks nobody up, and writes the graph that Parley makes of the rows. Arguments: the table, the value table of
 * CAMEO, the cast (cast.ts).
 */
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import neo4j, { type Session } from 'neo4j-driver'
import type { Cast, Finder } from './cast.js'

const [table, cameo, castFile] = process.argv.slice(2) as [string, string, string]
const { NEO4J_URI = '', NEO4J_USERNAME = '', NEO4J_PASSWORD = '' } = process.env

/** Rows in one transaction. */
const size = 5_000

const cast = JSON.parse(readFileSync(castFile, 'utf8')) as Cast
const actors = new Map(Object.entries(cast.actors))
const kinds = new Map(
  readFileSync(cameo, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t') as [string, string, string, string])
    .map(([text, ...rest]) => [text.toLowerCase(), rest]),
)
const { properties: load } = cast.nodes.find(({ labels }) => labels.includes('Load'))!
const { dataset } = cast
const document = `document:${dataset}`
const at = String(load.startedAt)
const one = neo4j.int(1)

const createRows = `
  MATCH (document:Document {id: $document})
  MATCH (load:Load {id: $load})
  UNWIND $rows AS row
  CREATE (document)-[:HAS_PASSAGE]->(passage:Node:Passage:Changed)
  SET passage = row.passage
  CREATE (passage)<-[:EVIDENCED_BY]-(event:Node:Event:Fact:Changed)-[from:FROM]->(load)
  SET event = row.event, from = row.from
  WITH event, row
  UNWIND row.ends AS end
  MATCH (other:Node {id: end.id})
  CREATE (other)-[:ON_TIMELINE {sort: end.sort, on: event.on, onFirst: event.on, onLast: event.on}]->(event)
  FOREACH (edge IN end.initiated | CREATE (other)-[made:INITIATED]->(event) SET made = edge)
  FOREACH (edge IN end.targeted | CREATE (event)-[made:TARGETED]->(other) SET made = edge)
  FOREACH (_ IN end.from | CREATE (event)-[:COUNTS_FROM]->(other))
  FOREACH (_ IN end.to | CREATE (event)-[:COUNTS_TO]->(other))`

interface End {
  id: string
  sort: string
  initiated: object[]
  targeted: object[]
  from: number[]
  to: number[]
}

/** A row as the graph has it. */
function rowOf(line: string): object {
  const [number, source, text, target, on] = line.split('\t') as [string, string, string, string, string]
  const [code, plover, kind] = kinds.get(text.toLowerCase())!
  const [from, to] = [actors.get(source)!, actors.get(target)!]
  const id = `event:icews-${number}`
  const passage = `passage:${dataset}:${number}`
  const mark = (node: string) => ({
    ...{ changeSort: `${at}|${node}`, changedAt: at, changeKind: 'CREATED', changeLoad: load.id },
  })
  const key = createHash('sha1').update(line).digest('base64').slice(0, 22)
  const summary = `${source}: ${text} (${target})`
  const support = {
    key: '',
    certainty: 'CERTAIN',
    evidence: [passage],
    evidenceCount: one,
    claimCount: neo4j.int(0),
  }
  const ends = new Map<string, End>()
  const endOf = (other: string): End => {
    const known = ends.get(other)
    if (known) return known
    const end: End = { id: other, sort: `${other}|${on}|${id}`, initiated: [], targeted: [], from: [], to: [] }
    ends.set(other, end)
    return end
  }
  endOf(from.id).initiated.push(support)
  endOf(to.id).targeted.push(support)
  const counted = [from.id, ...from.countries]
  for (const other of counted) endOf(other).from.push(1)
  for (const other of [to.id, ...to.countries]) if (!counted.includes(other)) endOf(other).to.push(1)
  const said = { id, type: 'Event', kind, plover, cameo: code, on, summary, initiators: [from.id], targets: [to.id] }
  return {
    passage: { id: passage, text: line, hash: key, rowHash: key, ...mark(passage) },
    event: {
      ...{ id, kind, plover, cameo: code, on, onFirst: on, onLast: on, summary, certainty: 'CERTAIN' },
      ...{ onAsc: `${on}|${id}`, onDesc: `${on}|${id}`, corroboration: 'SINGLE_ORIGIN', standing: true, ...mark(id) },
    },
    from: { dataset: `dataset:${dataset}`, hash: key, content: JSON.stringify({ ...said, evidence: [passage] }) },
    ends: [...ends.values()],
  }
}

/** Numbers that are whole are the graph's whole numbers. */
function asParameter(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return neo4j.int(value)
  if (Array.isArray(value)) return value.map(asParameter)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, asParameter(part)]))
}

async function inBatches(session: Session, text: string, rows: object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += size) {
    const batch = asParameter(rows.slice(from, from + size))
    await session.executeWrite((transaction) => transaction.run(text, { rows: batch }))
  }
}

function groups<Row>(rows: Row[], nameOf: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const name = nameOf(row)
    const group = found.get(name)
    if (group) group.push(row)
    else found.set(name, [row])
  }
  return found
}

const place = ({ label, property }: Finder, value: string) => `:${label} {${property}: ${value}}`

/** Relationships by what their ends are found by, as labels and types cannot be looked up by a row. */
async function relate(session: Session, relationships: Cast['relationships']): Promise<void> {
  const name = ({ type, from, to }: (typeof relationships)[number]) =>
    `MATCH (start${place(from, 'row.from.value')}) MATCH (end${place(to, 'row.to.value')})
     CREATE (start)-[edge:${type}]->(end) SET edge = row.properties`
  for (const [text, rows] of groups(relationships, name)) await inBatches(session, `UNWIND $rows AS row ${text}`, rows)
}

const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD), { telemetryDisabled: true })
const session = driver.session({ database: 'neo4j' })
const ofPassages = ({ from, to }: Cast['relationships'][number]) =>
  [from, to].some(({ value }) => value.startsWith('passage:'))

await inBatches(session, 'UNWIND $rows AS row CREATE (node:$(row.labels)) SET node = row.properties', cast.nodes)
await relate(
  session,
  cast.relationships.filter((each) => !ofPassages(each)),
)
let lines: string[] = []
const flush = async () => {
  const rows = lines.map(rowOf)
  lines = []
  await session.executeWrite((transaction) => transaction.run(createRows, { rows, document, load: load.id }))
}
for await (const line of createInterface({ input: createReadStream(table), crlfDelay: Infinity })) {
  if (line !== '' && lines.push(line) === size) await flush()
}
if (lines.length > 0) await flush()
await relate(session, cast.relationships.filter(ofPassages))
for (const [text, rows] of groups(
  cast.marked,
  ({ finder }) => `MATCH (node${place(finder, 'row.finder.value')}) SET node:$(row.labels), node = row.properties`,
))
  await inBatches(session, `UNWIND $rows AS row ${text}`, rows)
await session.close()
await driver.close()
