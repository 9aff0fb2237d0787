import { interfacesOf, recordOf, registry } from '../model/registry.js'
import type { FilterDeclaration, PropertyDeclaration, TypeClass, TypeDeclaration } from '../model/registry.js'
import { PartialDate } from '../model/PartialDate.js'
import '../model/index.js'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './connect.js'

/** One constraint or index: what it covers, and what it is for. */
interface Rule {
  name: string
  purpose: string
  cypher: string
}

/** Names in these texts are declared in type files or stand here: letters and underscores, no user's words. */
function unique(label: string, properties: string[], purpose: string): Rule {
  const list = properties.map((property) => `node.${property}`).join(', ')
  const name = `unique_${label}_${properties.join('_')}`
  const cypher = `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR (node:${label}) REQUIRE (${list}) IS UNIQUE`
  return { name, purpose, cypher }
}

function nodeIndex(label: string, property: string, purpose: string): Rule {
  const name = `of_${label}_${property}`
  return { name, purpose, cypher: `CREATE INDEX ${name} IF NOT EXISTS FOR (node:${label}) ON (node.${property})` }
}

function edgeIndex(type: string, property: string, purpose: string): Rule {
  const name = `of_${type}_${property}`
  return { name, purpose, cypher: `CREATE INDEX ${name} IF NOT EXISTS FOR ()-[edge:${type}]-() ON (edge.${property})` }
}

/** What the loader finds its own way by. No client meets these. */
function loading(): Rule[] {
  return [
    unique('Node', ['id'], 'an id names one thing in the whole graph'),
    unique('Redirect', ['id'], 'a merged id leads to one survivor'),
    unique('ExternalId', ['scheme', 'value'], 'an identifier of another scheme names one thing'),
    unique('Removed', ['removedId'], 'what is gone has one tombstone'),
    unique('Name', ['key'], 'a bearer has a name once'),
    unique('Revision', ['key'], 'there is one count of committed loads'),
    unique('Lease', ['key'], 'one loader at a time has a dataset'),
    unique('Retraction', ['document'], 'a document is taken back once'),
    unique('Taken', ['key'], 'what a dataset said of a node is kept once while its document is taken back'),
    unique('Schema', ['key'], 'there is one version of the graph’s layout'),
    nodeIndex('Name', 'folded', 'a thing is found by its name whatever the case and marks'),
    nodeIndex('Changed', 'changeSort', 'what changed is read in order'),
    nodeIndex('Claim', 'about', 'claims that can support or contradict one another are found together'),
    nodeIndex('Claim', 'subjectId', 'claims outlive what they are about'),
    nodeIndex('Claim', 'objectId', 'claims outlive what they are about'),
    nodeIndex('Claim', 'recordedTo', 'claims are found by when they were closed'),
    edgeIndex('ON_TIMELINE', 'sort', 'a timeline is read in order'),
    edgeIndex('PARTICIPATED_IN', 'onBehalfOf', 'what was done on somebody’s behalf is found from them'),
  ]
}

function propertiesOf(type: TypeDeclaration): PropertyDeclaration[] {
  const own = [...type.fields.values()].filter((field) => field.kind === 'property')
  return [...own, ...interfacesOf(type).flatMap((parent) => propertiesOf(recordOf(parent)))]
}

/** What lists are made of: every kind of node, and each interface that has a filter. */
function listed(): TypeDeclaration[] {
  const filtered = new Set(registry.filters().map((filter) => filter.of() as TypeClass))
  return registry
    .types()
    .filter(({ kind, target }) => kind === 'node' || (kind === 'interface' && filtered.has(target)))
}

/** One index for each order of a type's lists, and for each property marked as looked up by. */
function reading(type: TypeDeclaration): Rule[] {
  return propertiesOf(type).flatMap((field) => {
    const { name, sort, index, key, storedAs = name } = field
    if (sort && key) return [nodeIndex(type.label!, storedAs, `lists of ${type.name} are ordered by ${name}`)]
    const orders = !sort ? [] : field.type() === PartialDate ? ['Asc', 'Desc'] : ['Asc']
    return [
      ...orders.map((order) =>
        nodeIndex(type.label!, storedAs + order, `lists of ${type.name} are ordered by ${name}`),
      ),
      ...(index ? [nodeIndex(type.label!, storedAs, `${type.name} is looked up by ${name}`)] : []),
    ]
  })
}

/** One index for each property that a filter names; of a date, for the first and for the last day it can mean. */
function filtering(filter: FilterDeclaration): Rule[] {
  const type = recordOf(filter.of() as TypeClass)
  return [...filter.wheres.values()].flatMap(({ kind, name, property }) => {
    if (filter.plain || property === undefined || !type.label) return []
    const stored = propertiesOf(type).find((field) => field.name === property)?.storedAs ?? property
    const columns = kind === 'date' ? [`${stored}First`, `${stored}Last`] : [stored]
    return columns.map((column) => nodeIndex(type.label!, column, `lists of ${type.name} are filtered by ${name}`))
  })
}

/** One index for each property of a relationship that is marked as looked up by. */
function relating(): Rule[] {
  return registry.types().flatMap((type) =>
    [...type.fields.values()].flatMap((field) => {
      if (field.kind !== 'connection' || !field.edge) return []
      const relationship = /\[\w*:(\w+)/.exec(field.by ?? '')?.[1]
      if (relationship === undefined) return []
      return propertiesOf(recordOf(field.edge() as TypeClass))
        .filter(({ index }) => index)
        .map(({ name, storedAs = name }) =>
          edgeIndex(relationship, storedAs, `${relationship} is looked up by ${name}`),
        )
    }),
  )
}

/** What is found by words: names, and every property that is marked so, with the labels that have one. */
function searchedThings(): { labels: string[]; texts: string[] } {
  const found = registry
    .nodes()
    .map((type) => ({ label: type.label!, texts: propertiesOf(type).filter(({ search }) => search) }))
  const labels = ['Name', ...found.filter(({ texts }) => texts.length > 0).map(({ label }) => label)]
  const texts = found.flatMap(({ texts: each }) => each.map(({ name, storedAs = name }) => storedAs))
  return { labels, texts: [...new Set(['value', ...texts])] }
}

/** The one full-text index: names, each alias by itself, and every property that is found by its words. */
function searching(): Rule {
  const { labels, texts } = searchedThings()
  const on = texts.map((text) => `node.${text}`).join(', ')
  return {
    name: 'search',
    purpose: 'things are found by the words of their names, titles and texts, with or without their marks',
    cypher: `CREATE FULLTEXT INDEX search IF NOT EXISTS FOR (node:${labels.join('|')}) ON EACH [${on}] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'standard-folding'}}`,
  }
}

/** All of them, by name, each once: an index that serves two ends names both. */
function rules(): Rule[] {
  const all = [
    ...loading(),
    ...listed().flatMap(reading),
    ...registry.filters().flatMap(filtering),
    ...relating(),
    searching(),
  ]
  const byName = new Map<string, Rule>()
  for (const rule of all) {
    const known = byName.get(rule.name)
    if (!known) byName.set(rule.name, rule)
    else if (!known.purpose.split('; ').includes(rule.purpose)) known.purpose += `; ${rule.purpose}`
  }
  return [...byName.values()].sort((a, b) => (a.cypher < b.cypher ? -1 : 1))
}

/** The constraints and indexes of the graph as Cypher, sorted, each under a line that says what it is for. They can be run again. */
export function schemaStatements(): string[] {
  return rules().map(({ purpose, cypher }) => `// ${purpose}\n${cypher};`)
}

/** Adds the constraints and indexes that the graph lacks, and waits until they serve. Drops nothing. */
export async function applySchema(database: Database): Promise<void> {
  const rows = await database.read({ text: 'SHOW INDEXES YIELD name RETURN name' })
  const known = new Set(rows.map(([name]) => name))
  const missing = rules().filter(({ name }) => !known.has(name))
  if (missing.length === 0) return
  await database.schema(missing.map(({ cypher }) => cypher))
  // Of a large graph they take longer than a statement may.
  while ((await database.read({ text: populating })).length > 0) await sleep(200)
  // It waits for nothing now, and fails where one of them could not be built.
  await database.schema(['CALL db.awaitIndexes(300)'])
}

const constraintNames = `
  SHOW CONSTRAINTS YIELD name
  RETURN name`

const indexStates = `
  SHOW INDEXES YIELD name, state
  RETURN name, state`

/** What of the constraints and indexes is not as it should be, each in words; and how many there should be. */
export async function schemaFaults(database: Pick<Database, 'read'>): Promise<{ wanted: number; faults: string[] }> {
  const constraints = new Set((await database.read({ text: constraintNames })).flat())
  const states = new Map((await database.read({ text: indexStates })) as [string, string][])
  const wanted = rules()
  const faults = wanted.flatMap(({ name, cypher }) => {
    const state = states.get(name)
    const isMissing = state === undefined || (cypher.startsWith('CREATE CONSTRAINT') && !constraints.has(name))
    if (isMissing) return [`${name} is missing`]
    return state === 'ONLINE' ? [] : [`${name} is ${state}`]
  })
  return { wanted: wanted.length, faults }
}

const populating = `
  SHOW INDEXES YIELD name, state WHERE state = 'POPULATING'
  RETURN name`

/**
 * Has Neo4j count anew what its indexes hold, and forget the plans it made before, so that the next ones fit what is there.
 * It waits 30 s at most. Where the server lacks the procedure, or the user may not call it, all stays as it was: it never fails.
 */
export async function sampleIndexes(database: Pick<Database, 'schema'>): Promise<void> {
  await database.schema(['CALL db.prepareForReplanning(30)']).catch(() => undefined)
}

const searchIndex = `
  SHOW INDEXES YIELD name, labelsOrTypes, properties WHERE name = 'search'
  RETURN labelsOrTypes, properties`

/** Whether the full-text index is there and covers other labels or properties than it should: an index keeps those it was made with. */
export async function searchIndexIsOld(database: Database): Promise<boolean> {
  const [row] = await database.read({ text: searchIndex })
  if (!row) return false
  const { labels, texts } = searchedThings()
  const [there, covered] = row as [string[], string[]]
  const same = (one: string[], other: string[]) => [...one].sort().join() === [...other].sort().join()
  return !same(there, labels) || !same(covered, texts)
}

/** Statements that make the full-text index anew. */
export function searchIndexRenewal(): string[] {
  return ['DROP INDEX search IF EXISTS', searching().cypher, 'CALL db.awaitIndexes(300)']
}
