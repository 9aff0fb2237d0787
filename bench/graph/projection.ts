import type { Assertion } from '../../src/load/assertion.js'
import type { DocumentDraft, DatasetDraft, NodeDraft } from '../../src/load/draft.js'
import type { Relation, StatusChange } from '../../src/load/project.js'
import type { Properties } from '../../src/load/stored.js'
import type { Actor, Body, Moment, Part } from '../../src/load/rollup.js'
import type { Neighbour } from '../../src/load/timeline.js'
import type { TypeDeclaration } from '../../src/model/registry.js'
import {
  assertion,
  claims,
  contribution,
  corroborate,
  dates,
  project,
  record,
  registry,
  rollup,
  searchText,
  stored,
  timeline,
} from '../parley.js'
import type { Chunk } from './scribe.js'
import type { Tables } from './tables.js'

const { compare, groupBy, surest, topicKey, topicOf } = assertion
const { labelsOf, propertiesOf, propertyOf, storedName, storedNode, typeOf } = stored

/** When everything was loaded; no clock, so that the graph is the same each time. */
const loadedAt = '2026-01-01T00:00:00.000Z'

/** The columns that a declared type can have: its properties under their names in the graph, days and sort strings beside them. */
function columnsOf(type: TypeDeclaration | undefined, ...more: string[]): string[] {
  const own = (type ? propertiesOf(type) : []).flatMap((field) => {
    const name = storedName(field)
    return [name, ...(stored.isDate(field) ? [`${name}First`, `${name}Last`] : []), ...stored.sortNames(field)]
  })
  // A relationship keeps the id of what it refers to beside its ends.
  const references = type
    ? [...registry.fieldsOf(type).values()].flatMap((field) => (field.kind === 'one' ? (field.storedAs ?? []) : []))
    : []
  return [...new Set([...own, ...references, ...more])]
}

const supportColumns = ['key', 'certainty', 'evidence', 'evidenceCount', 'claims', 'claimCount']

interface Fact {
  id: string
  type: string
  properties: Properties
  passages: string[]
  /** Relationships at the fact, with what stands at their other end. */
  neighbours: (Neighbour & { properties: Properties })[]
}

/** The property that says when an entry has its place on a timeline. */
const dated: Record<string, string> = { Event: 'on', Statement: 'madeOn', Agreement: 'signedOn' }
const parts = ['PARTICIPATED_IN', 'PARTY_TO']
const around = [
  'PARTICIPATED_IN',
  'PARTY_TO',
  'MADE',
  'ADDRESSED_TO',
  'ABOUT',
  'INITIATED',
  'TARGETED',
  'PART_OF',
  'PRODUCED',
]

/**
 * Works out of chunks what Parley's loader would store of them, by the loader's own rules, and writes it for the
 * importer instead of into a graph. A chunk has all that is said of what it speaks of, so none needs to be read again.
 */
export class Projection {
  private readonly actors = new Map<string, Actor>()
  private readonly bodies = new Map<string, Body>()
  private readonly datasets = new Map<string, { draft: DatasetDraft; facts: number; created: number }>()
  private readonly edges = stored.edgeTypes()

  constructor(private readonly tables: Tables) {}

  dataset(draft: DatasetDraft): void {
    this.datasets.set(draft.id, { draft, facts: 0, created: 0 })
  }

  take(chunk: Chunk): void {
    const dataset = this.datasets.get(chunk.dataset)
    if (!dataset) throw new Error(`${chunk.dataset} was not announced`)
    const documents = new Map(chunk.documents.map((document) => [document.id, document]))
    for (const document of chunk.documents) this.document(document, chunk.dataset)
    const source = new Map<string, DocumentDraft>()
    for (const { document, id, ...values } of chunk.passages) {
      source.set(id, documents.get(document)!)
      // The importer reads no line breaks within a value.
      const text = values.text.replaceAll('\n', ' ')
      const properties = {
        ...storedNode(typeOf(id), id, { ...values, text }),
        hash: record.rowHash({ id, document, ...values }),
      }
      this.brought(id, chunk.dataset, properties, ['hash'])
      this.tables.relation('HAS_PASSAGE', document, id, {}, () => [])
    }
    const behind = (evidence: string[]): Pick<Assertion, 'documents' | 'publishedOn'> => {
      const found = evidence.flatMap((passage) => source.get(passage) ?? [])
      const days = found.map(({ publishedOn }) => (publishedOn ? dates.interval(publishedOn)[0] : ''))
      return { documents: [...new Set(found.map(({ id }) => id))].sort(), publishedOn: days.sort().at(-1) ?? '' }
    }
    const sources = new Map(chunk.documents.map(({ id, cites, copyOf }) => [id, [...cites, ...copyOf]]))
    const assertions = [
      ...chunk.claims.map((claim): Assertion => {
        const { id: fact, predicate, subject, object, value, qualifiers, validOn, certainty, polarity } = claim
        const evidence = [...claim.evidence].sort(compare)
        return {
          fact,
          claim: true,
          predicate,
          subject,
          object,
          value,
          qualifiers,
          validOn,
          certainty,
          polarity,
          evidence,
          ...behind(evidence),
        }
      }),
      ...contribution.carried(
        chunk.nodes.map((node) => ({ ...node, dataset: chunk.dataset })),
        behind,
      ),
    ]
    const byTopic = groupBy(assertions, topicKey)
    const relations = [...byTopic.values()].flatMap((about) =>
      about[0]!.object === undefined ? [] : project.projectRelations(this.edges.get(about[0]!.predicate), about),
    )
    const verdicts = this.verdicts(byTopic, sources)
    this.claimRows(chunk, verdicts)
    const facts = this.nodeRows(chunk, byTopic, relations, verdicts, behind, sources)
    for (const relation of relations) this.relation(relation)
    this.rememberActors(chunk, relations)
    for (const fact of facts) this.following(fact)
    const judged = chunk.nodes.filter(({ id }) => stored.isFact(typeOf(id)))
    dataset.facts += chunk.claims.length + judged.length
    dataset.created += chunk.documents.length + chunk.passages.length + chunk.nodes.length + chunk.claims.length
  }

  /** What no chunk has by itself: datasets, their loads, and the graph's revision. */
  finish(): void {
    for (const [id, { draft, facts, created }] of this.datasets) {
      const load = loadOf(id)
      const { id: _id, ...values } = draft
      this.node(id, { ...storedNode(registry.registry.named('Dataset')!, id, values), factCount: facts })
      const counts = { created, updated: 0, removed: 0, finishedAt: loadedAt }
      const whole = storedNode(registry.registry.named('Load')!, load, {
        startedAt: loadedAt,
        sourceSha256: record.rowHash(draft),
        toolVersion: 'bench',
        ...counts,
      })
      this.node(load, { ...whole, input: record.rowHash({ load }) }, ['input'])
      this.tables.relation('OF', load, id, {}, () => [])
    }
    this.tables.node('Revision', ['Revision'], 'key', 'graph', { n: this.datasets.size, locked: true }, () => [
      'key',
      'n',
      'locked',
    ])
  }

  private node(id: string, properties: Properties, more: string[] = []): void {
    const type = typeOf(id)
    this.tables.node('Node', labelsOf(type), 'id', id, properties, () => columnsOf(type, ...more))
  }

  /** A node that a load brought, marked as what changed then. */
  private brought(id: string, dataset: string, properties: Properties, more: string[] = []): void {
    const type = typeOf(id)
    const mark = {
      ...{ changeSort: `${loadedAt}|${id}`, changedAt: loadedAt, changeKind: 'CREATED' },
      changeLoad: loadOf(dataset),
    }
    const labels = ['Changed', ...labelsOf(type)]
    this.tables.node('Node', labels, 'id', id, { ...properties, ...mark }, () =>
      columnsOf(type, ...more, ...Object.keys(mark)),
    )
  }

  private relation({ type, from, to, properties }: Relation): void {
    this.tables.relation(type, from, to, properties, () => columnsOf(this.edges.get(type), ...supportColumns))
  }

  private document({ id, cites, copyOf, corrects, ...values }: DocumentDraft, dataset: string): void {
    const link = (type: string) => (to: string) => ({ type, from: id, to })
    const links = [...cites.map(link('CITES')), ...copyOf.map(link('COPY_OF')), ...corrects.map(link('CORRECTS'))]
    const hash = record.rowHash({ id, links, ...values })
    this.brought(id, dataset, { ...storedNode(typeOf(id), id, values), hash }, ['hash'])
    this.tables.relation('IN', id, dataset, {}, () => [])
    for (const { type, to } of links) this.tables.relation(type, id, to, {}, () => [])
  }

  private verdicts(byTopic: Map<string, Assertion[]>, sources: Map<string, string[]>): Map<string, string> {
    const verdicts = new Map<string, string>()
    for (const [key, about] of byTopic) {
      const { predicate, subject, object } = topicOf(key)
      const declared =
        object === undefined ? { field: propertyOf(typeOf(subject), predicate) } : { edge: this.edges.get(predicate) }
      for (const [fact, verdict] of corroborate.corroborate(about, sources, declared))
        if (verdicts.get(fact) !== 'DISPUTED') verdicts.set(fact, verdict)
    }
    return verdicts
  }

  private claimRows(chunk: Chunk, verdicts: Map<string, string>): void {
    const load = loadOf(chunk.dataset)
    for (const claim of chunk.claims) {
      const { id, subject, object, supersedes, evidence, qualifiers, place: _place, ...values } = claim
      const hash = record.rowHash({ ...values, id, subject, object, supersedes, evidence, qualifiers })
      const told = Object.keys(qualifiers).length > 0 ? claims.canonical(qualifiers) : null
      const properties = {
        ...storedNode(typeOf(id), id, { ...values, qualifiers: told }),
        ...{ subjectId: subject, objectId: object ?? null, about: topicKey(claim) },
        ...{ standing: true, corroboration: verdicts.get(id) ?? 'SINGLE_ORIGIN', recordedFrom: loadedAt },
      }
      this.brought(id, chunk.dataset, properties, ['subjectId', 'objectId', 'about'])
      this.tables.relation('FROM', id, load, { dataset: chunk.dataset, hash }, () => ['dataset', 'hash', 'content'])
      this.tables.relation('SUBJECT', id, subject, {}, () => [])
      if (object !== undefined) this.tables.relation('OBJECT', id, object, {}, () => [])
      for (const passage of evidence) this.tables.relation('EVIDENCED_BY', id, passage, {}, () => [])
    }
  }

  private nodeRows(
    chunk: Chunk,
    byTopic: Map<string, Assertion[]>,
    relations: Relation[],
    verdicts: Map<string, string>,
    behind: (evidence: string[]) => Pick<Assertion, 'documents' | 'publishedOn'>,
    sources: Map<string, string[]>,
  ): Fact[] {
    const load = loadOf(chunk.dataset)
    const facts = new Map<string, Fact>()
    const changes = this.statusChanges(chunk, relations)
    for (const { place: _place, ...draft } of chunk.nodes) {
      const { id, evidence } = draft
      const type = typeOf(id)
      const values: Properties = {}
      for (const field of propertiesOf(type)) {
        const about = byTopic.get(topicKey({ predicate: storedName(field), subject: id }))
        if (about) values[storedName(field)] = project.projectProperty(field, about)
      }
      if (changes.has(id)) values.status = project.latestStatus(changes.get(id)!) ?? values.status
      if (stored.isFact(type)) {
        const { documents } = behind(evidence)
        const corroboration = verdicts.get(id) === 'DISPUTED' ? 'DISPUTED' : corroborate.agreement(documents, sources)
        Object.assign(values, { certainty: surest([draft.certainty]), corroboration, standing: documents.length > 0 })
      }
      const properties = storedNode(type, id, values)
      this.brought(id, chunk.dataset, properties)
      this.tables.relation(
        'FROM',
        id,
        load,
        { dataset: chunk.dataset, hash: record.rowHash(draft), content: claims.canonical(draft) },
        () => ['dataset', 'hash', 'content'],
      )
      this.naming(draft)
      if (!stored.isFact(type)) continue
      const passages = [...new Set(evidence)].sort(compare)
      for (const passage of passages) this.tables.relation('EVIDENCED_BY', id, passage, {}, () => [])
      if (['Negotiation', 'Agreement', 'Event', 'Statement'].includes(type.name))
        facts.set(id, { id, type: type.name, properties, passages, neighbours: [] })
    }
    for (const { type, from, to, properties } of relations) {
      if (!around.includes(type)) continue
      const status = properties.status as string | undefined
      facts.get(from)?.neighbours.push({ relationship: type, id: to, labels: labelsOf(typeOf(to)), status, properties })
      // What is part of a thing is no owner of it.
      if (type !== 'PART_OF')
        facts
          .get(to)
          ?.neighbours.push({ relationship: type, id: from, labels: labelsOf(typeOf(from)), status, properties })
    }
    return [...facts.values()]
  }

  private statusChanges(chunk: Chunk, relations: Relation[]): Map<string, StatusChange[]> {
    const days = new Map(
      chunk.nodes.map(({ id, properties }): [string, readonly string[]] => [
        id,
        typeof properties.on === 'string' ? dates.interval(properties.on) : [],
      ]),
    )
    const changes = relations
      .filter(({ type, from, properties }) => type === 'PART_OF' && properties.status !== undefined && days.has(from))
      .map(({ from, to, properties }) => {
        const [onFirst, onLast] = days.get(from)!
        return { whole: to, event: from, status: properties.status as string, onFirst, onLast }
      })
    return groupBy(changes, ({ whole }) => whole)
  }

  private naming({ id, names, externalIds }: Pick<NodeDraft, 'id' | 'names' | 'externalIds'>): void {
    for (const name of names) {
      const key = [id, name.kind, name.language ?? '', name.value].join('|')
      const properties = {
        value: name.value,
        folded: searchText.fold(name.value),
        language: name.language,
        kind: name.kind,
      }
      this.tables.node('Name', ['Name'], 'key', key, properties, () => ['key', 'value', 'folded', 'language', 'kind'])
      this.tables.relation('NAMED', id, key, {}, () => [], 'Name')
    }
    for (const { scheme, value } of externalIds) {
      const name = `${scheme}|${value}`
      this.tables.node('ExternalId', ['ExternalId'], undefined, name, { scheme, value }, () => ['scheme', 'value'])
      this.tables.relation('IDENTIFIED_BY', id, name, {}, () => [], 'ExternalId')
    }
  }

  /** Keeps for which countries actors count; chunks about actors come before those in which they act. */
  private rememberActors(chunk: Chunk, relations: Relation[]): void {
    const told = new Map<string, Record<string, string>>()
    for (const { subject, predicate, value } of chunk.claims)
      if (predicate === 'kind' || predicate === 'sector') told.set(subject, { [predicate]: value! })
    for (const { id, type } of chunk.nodes) {
      if (!labelsOf(typeOf(id)).includes('Actor')) continue
      const belongsTo = relations
        .filter((relation) => relation.type === 'BELONGS_TO' && relation.from === id)
        .map(({ to }) => to)
      this.bodies.set(id, { id, type, ...told.get(id), belongsTo })
      this.actors.set(id, { ...this.bodies.get(id)!, offices: [] })
    }
    for (const { type, from, to, properties } of relations) {
      if (type === 'HELD_OFFICE')
        this.actors
          .get(from)!
          .offices.push({ ...(properties as unknown as { evidence: string[] }), body: this.bodies.get(to)! })
    }
  }

  /** Writes what follows from a fact: parts of countries for which others acted, from whom and to whom it counts, its places on timelines. */
  private following(fact: Fact): void {
    const derived = this.derived(fact)
    for (const relation of derived) this.relation(relation)
    const date = dated[fact.type]
    if (date === undefined) return
    const text = (name: string) => (fact.properties[name] as string | undefined) ?? null
    const countries = derived.map(({ type, from }): Neighbour => ({
      relationship: type,
      id: from,
      labels: ['Actor', 'HasTimeline'],
    }))
    const neighbours = [...fact.neighbours, ...countries]
    const entry = {
      id: fact.id,
      type: fact.type,
      on: text(date),
      onFirst: text(`${date}First`),
      onLast: text(`${date}Last`),
      passages: fact.passages,
      neighbours,
    }
    const counts = fact.type === 'Agreement' ? [] : timeline.countsOf(entry, this.actors)
    for (const { type, from, to, properties } of [...counts, ...timeline.placesOf(entry, counts)]) {
      this.tables.relation(type, from, to, properties, () =>
        type === 'ON_TIMELINE' ? ['sort', 'on', 'onFirst', 'onLast', 'statusAfter'] : [],
      )
    }
  }

  private derived(fact: Fact): Relation[] {
    const asserted = fact.neighbours
      .filter(({ relationship }) => parts.includes(relationship))
      .map(({ id: actor, properties }): Part => ({
        actor,
        role: String(properties.role),
        onBehalfOf: properties.onBehalfOf as string | null,
        properties,
      }))
    const passages = (part: Part) => part.properties.evidence as string[]
    const { startedOnFirst, endedOnLast } = fact.properties as Record<string, string | undefined>
    if (fact.type === 'Negotiation') {
      const span =
        startedOnFirst || endedOnLast
          ? { first: startedOnFirst ?? dates.beginning, last: endedOnLast ?? dates.end }
          : {}
      return rollup.derivedParticipation(fact.id, asserted, this.actors, (part) => ({
        ...span,
        passages: passages(part),
      }))
    }
    if (fact.type !== 'Agreement') return []
    return rollup.derivedParties(fact.id, asserted, this.actors, (part): Moment => {
      const { signedOnFirst, signedOnLast } = (
        part.properties.signedOnFirst ? part.properties : fact.properties
      ) as Record<string, string | undefined>
      return { first: signedOnFirst, last: signedOnLast, passages: passages(part) }
    })
  }
}

const loadOf = (dataset: string): string => `load:20260101T000000000Z-${dataset.slice('dataset:'.length)}`
