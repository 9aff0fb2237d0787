import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { iso31661 } from 'iso-3166/1.js'
import { iso31663 } from 'iso-3166/3.js'
import { claim } from './claim.js'
import { countryNames, type CountryRow, formerNames } from './countryNames.js'
import { type Dataset, fingerprint } from './dataset.js'
import type { ClaimDraft, DocumentDraft, Draft, NodeDraft, PassageDraft } from './draft.js'

type IsoCountry = (typeof iso31661)[number]
type FormerState = (typeof iso31663)[number]
type ExternalIds = NodeDraft['externalIds']

/** ISO 3166-3's kinds of change, as the graph calls them. */
const successions = { change: 'NAME_CHANGE', merge: 'MERGER', split: 'SPLIT' } as const

const packages = createRequire(import.meta.url)

/**
 * Every country and territory of ISO 3166-1, every former state of ISO 3166-3, and what world-countries has besides
 * (Kosovo), from the packages as they are installed. Each property rests on the row of the package that says it; ISO's
 * list is believed for codes and for what became of former states, world-countries for everything else. Neither package
 * has dates, so no country gets any.
 */
export async function readCountries(dataset: Pick<Dataset, 'draft'>): Promise<Draft> {
  const rows = JSON.parse(await readFile(packages.resolve('world-countries/countries.json'), 'utf8')) as CountryRow[]
  const isoByCode = new Map(iso31661.map((country) => [country.alpha2, country]))
  const iso = new Table(await packageDocument('iso-3166'))
  const world = new Table(await packageDocument('world-countries'))

  const current = rows.map((row) => currentCountry(row, world, isoByCode.get(row.cca2), iso))
  const former = iso31663.map((state) => formerState(state, iso))
  const draft = {
    dataset: dataset.draft,
    documents: [iso.document, world.document],
    passages: [...iso.passages, ...world.passages],
    nodes: [...current, ...former],
    claims: [...iso.claims, ...world.claims],
    redirects: [],
  }
  // The draft holds whatever counts of the packages, of Intl and of this reader: it changes with them, and only then.
  return { ...draft, sourceSha256: fingerprint([JSON.stringify(draft)]) }
}

/** One package's rows, each a passage, and what they claim. */
class Table {
  readonly passages: PassageDraft[] = []
  readonly claims: ClaimDraft[] = []

  constructor(readonly document: DocumentDraft) {}

  private get name(): string {
    return this.document.id.replace('document:', '')
  }

  /** Takes a row up whole, and returns what states something about the country with that row as evidence. */
  row(key: string, row: object) {
    const passage = `passage:${this.name}:${key}`
    const place = { file: this.name, field: key }
    const subject = `country:${key}`
    const base = { subject, method: 'IMPORT', evidence: [passage], place }
    this.passages.push({ id: passage, document: this.document.id, text: JSON.stringify(row) })
    return {
      /** An empty text is the tables' way to say that there is none. */
      value: (predicate: string, value: string, certainty = 'CERTAIN') => {
        if (value) this.claims.push(claim({ ...base, predicate, value, certainty }))
      },
      relation: (predicate: string, object: string, qualifiers: Record<string, unknown>) => {
        this.claims.push(claim({ ...base, predicate, object, qualifiers }))
      },
    }
  }
}

function currentCountry(row: CountryRow, world: Table, iso: IsoCountry | undefined, isoTable: Table): NodeDraft {
  const said = world.row(row.cca2, row)
  said.value('name', row.name.common)
  said.value('officialName', row.name.official)
  // One has three and one has its seats of power apart: the table's order, in one text, since none is more the capital.
  said.value('capital', row.capital.join(', '))
  said.value('region', row.region)
  said.value('subregion', row.subregion)
  // Where the table leaves independence open it still names a republic, without a code from ISO: a state, less surely.
  if (row.independent === null) said.value('kind', 'STATE', 'PROBABLE')
  else said.value('kind', row.independent ? 'STATE' : 'TERRITORY')

  const externalIds: ExternalIds = [{ scheme: 'iso3166-1-alpha2', value: row.cca2 }]
  if (iso) {
    const listed = isoTable.row(iso.alpha2, iso)
    listed.value('code', iso.alpha2)
    listed.value('alpha3', iso.alpha3)
    externalIds.push({ scheme: 'iso3166-1-alpha3', value: iso.alpha3 })
    externalIds.push({ scheme: 'iso3166-1-numeric', value: iso.numeric })
  } else {
    // `XK` is one of the codes that ISO 3166-1 leaves to its users. Its three letters in the table are not.
    said.value('code', row.cca2)
  }
  if (row.cioc) externalIds.push({ scheme: 'ioc', value: row.cioc })
  return node(row.cca2, countryNames(row, iso?.name), externalIds, world)
}

function formerState(state: FormerState, table: Table): NodeDraft {
  const said = table.row(state.alpha4, state)
  said.value('code', state.alpha4)
  said.value('alpha3', state.from.alpha3)
  said.value('name', state.from.name)
  said.value('kind', 'FORMER_STATE')
  for (const successor of state.to) {
    said.relation('SUCCEEDED_BY', `country:${codeOf(successor)}`, { kind: successions[state.type] })
  }
  const externalIds: ExternalIds = [{ scheme: 'iso3166-3', value: state.alpha4 }]
  // ISO gives withdrawn codes out again. They lead to a former state only where nobody else has, or had, the same; the
  // alpha-2 code never does, since its four letters begin with it and say which of its bearers is meant.
  if (only('alpha3', state.from.alpha3)) externalIds.push({ scheme: 'iso3166-1-alpha3', value: state.from.alpha3 })
  const { numeric } = state.from
  if (numeric && only('numeric', numeric)) externalIds.push({ scheme: 'iso3166-1-numeric', value: numeric })
  return node(state.alpha4, formerNames(state.from.name), externalIds, table)
}

/** The code by which the graph knows a successor: alpha-4 where it is no more itself, as Serbia and Montenegro is. */
function codeOf({ state, alpha2, alpha3 }: FormerState['to'][number]): string {
  if (state === 'assigned') return alpha2
  const entry = iso31663.find(({ from }) => from.alpha2 === alpha2 && from.alpha3 === alpha3)
  if (!entry) throw new Error(`iso-3166 names the successor ${alpha2} (${alpha3}), which is in neither of its lists.`)
  return entry.alpha4
}

/** Whether one country alone, of today's and the former ones, has or had this code. */
function only(kind: 'alpha3' | 'numeric', code: string): boolean {
  const bearers = [...iso31661, ...iso31663.map(({ from }) => from)]
  return bearers.filter((bearer) => bearer[kind] === code).length === 1
}

function node(code: string, names: NodeDraft['names'], externalIds: ExternalIds, table: Table): NodeDraft {
  const place = { file: table.document.id.replace('document:', ''), field: code }
  const empty = { evidence: [], certainty: 'CERTAIN', properties: {}, relations: [] }
  return { id: `country:${code}`, type: 'Country', names, externalIds, ...empty, place }
}

/** A package as a document: who made it, where it lives, and its version, from its own package.json. */
async function packageDocument(name: string): Promise<DocumentDraft> {
  const file = packages.resolve(`${name}/package.json`)
  const { version, author, homepage, repository } = JSON.parse(await readFile(file, 'utf8')) as {
    version: string
    author: string | { name: string }
    homepage?: string
    repository: string | { url: string }
  }
  const where = typeof repository === 'string' ? repository : repository.url
  return {
    id: `document:${name}`,
    title: `${name} ${version}`,
    // `Name <address> (page)`, in npm's short form.
    publisher: (typeof author === 'string' ? author : author.name).replace(/\s*[<(].*$/, ''),
    url: homepage ?? (/^[\w-]+\/[\w.-]+$/.test(where) ? `https://github.com/${where}` : where),
    kind: 'DATASET',
    status: 'ACTIVE',
    cites: [],
    copyOf: [],
    corrects: [],
  }
}
