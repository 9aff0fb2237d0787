import type { Cast, State } from './cast.js'
import { Chance } from './chance.js'
import { carried, certainty, emptyChunk, Scribe } from './scribe.js'
import type { Chunk } from './scribe.js'
import { asTold, iso, someDay } from './time.js'
import { sentence } from './words.js'

const kinds = {
  TALKS: 30,
  VISIT: 20,
  OTHER: 20,
  TRANSFER: 10,
  SIGNATURE: 6,
  RULING: 4,
  RATIFICATION: 3,
  ENTRY_INTO_FORCE: 2,
  TERMINATION: 2,
  WITHDRAWAL: 2,
  CHANGE_OF_GOVERNMENT: 1,
}
const plover = {
  CONSULT: 40,
  SUPPORT: 12,
  AGREE: 10,
  COOPERATE: 8,
  ACCUSE: 8,
  REQUEST: 6,
  REJECT: 4,
  THREATEN: 4,
  AID: 3,
  SANCTION: 2,
  PROTEST: 2,
  YIELD: 1,
  COERCE: 1,
  MOBILIZE: 1,
  ASSAULT: 1,
  RETREAT: 1,
}
const acts = {
  CONFIRM: 20,
  DISCLOSE: 20,
  OFFER: 10,
  DEMAND: 12,
  PROMISE: 8,
  DENY: 8,
  ACCUSE: 8,
  PRAISE: 6,
  THREATEN: 4,
  OTHER: 4,
}
const statuses = { CONSIDERED: 5, PROPOSED: 8, PRELIMINARY: 8, ONGOING: 30, SUSPENDED: 4, CONCLUDED: 35, COLLAPSED: 10 }
const ended = ['CONCLUDED', 'COLLAPSED']

/** Where talks, or nothing but the news of a day, are told of. */
interface Scene {
  chunk: Chunk
  chance: Chance
  scribe: Scribe
  key: string
  sides: State[]
  day: number
}

/** Tells of talks and of the news, a chunk each. */
export class Stories {
  constructor(
    private readonly seed: string,
    private readonly cast: Cast,
    /** How many datasets there are to tell in. */
    private readonly datasets: number,
  ) {}

  private scene(kind: string, at: number, sides: (chance: Chance) => number): Scene {
    const chance = new Chance(this.seed, kind, at)
    const chunk = emptyChunk(`dataset:bench-news-${at % this.datasets}`)
    const day = someDay(chance)
    const parties = this.cast.countries(chance, sides(chance))
    const key = `${kind}-${at}`
    return { chunk, chance, scribe: this.report(chunk, chance, key, day, parties), key, sides: parties, day }
  }

  private report(chunk: Chunk, chance: Chance, slug: string, day: number, sides: State[]): Scribe {
    const title = `${sides
      .slice(0, 2)
      .map(({ name }) => name)
      .join(' and ')}: ${sentence(chance, 4, 8)}`
    return new Scribe(chunk, chance, {
      slug,
      title,
      kind: 'NEWS',
      publisher: `The ${chance.pick(this.cast.media).slice(13)} Post`,
      publishedOn: iso(day + chance.whole(0, 20)),
      url: `https://news.example/${slug}`,
    })
  }

  /** The news of a day between two countries: some events, some words. */
  news(at: number): Chunk {
    const scene = this.scene('news', at, () => 2)
    for (let count = scene.chance.whole(2, 6), number = 0; number < count; number++) this.event(scene, number)
    for (let count = scene.chance.whole(1, 4), number = 0; number < count; number++) this.statement(scene, number)
    return scene.chunk
  }

  /** Talks with all that came of them. */
  talks(at: number): Chunk {
    const scene = this.scene('talks', at, (chance) => (chance.happens(0.85) ? 2 : chance.whole(3, 10)))
    const { chunk, chance, scribe, key, sides, day } = scene
    const id = `negotiation:${key}`
    const topics = [...new Set(Array.from({ length: chance.whole(1, 2) }, () => this.cast.topic(chance)))]
    const evidence = [scribe.passage(), ...(chance.happens(0.3) ? [scribe.passage()] : [])]
    const status = chance.among(statuses)
    const names = sides.slice(0, 3).map(({ name }) => name)
    const title = `Talks of ${names.join(', ')} on ${topics[0]!.slice('topic:'.length)}`
    const endDay = day + chance.whole(10, 900)
    scribe.node(id, 'Negotiation', { evidence, certainty: certainty(chance) })
    scribe.value(id, 'title', title, evidence)
    scribe.value(id, 'status', status, evidence)
    scribe.value(id, 'startedOn', asTold(chance, day), evidence)
    if (ended.includes(status)) scribe.value(id, 'endedOn', asTold(chance, endDay), evidence)
    if (chance.happens(0.3)) scribe.value(id, 'summary', sentence(chance, 14, 30), evidence)
    for (const topic of topics) scribe.relation('CONCERNS', id, topic, evidence)
    for (const state of sides) this.takePart(scene, id, state, status === 'CONSIDERED')
    if (chance.happens(0.25))
      scribe.relation('PARTICIPATED_IN', this.cast.country(chance).id, id, evidence, {
        role: chance.pick(['MEDIATOR', 'HOST']),
      })
    if (chance.happens(0.1))
      scribe.relation('PARTICIPATED_IN', chance.pick(this.cast.unions), id, evidence, { role: 'OBSERVER' })
    if (chance.happens(0.3)) {
      // Another paper says the same, in other words.
      const second = this.report(chunk, chance, `${key}-again`, day, sides)
      const words = [second.passage()]
      second.value(id, 'status', status, words)
      chunk.nodes.find((node) => node.id === id)!.evidence.push(...words)
    }
    for (let number = 0; chance.happens(0.45) && number < 3; number++) this.term(scene, id, number)
    if (status === 'CONCLUDED' && chance.happens(0.8)) this.agreement(scene, id, title, topics, endDay)
    const events = chance.whole(1, 5)
    for (let number = 0; number < events; number++) {
      const last = number === events - 1
      this.event(scene, number, {
        whole: id,
        status: last && chance.happens(0.5) ? status : undefined,
        on: last && ended.includes(status) ? endDay : undefined,
      })
    }
    for (let count = chance.whole(1, 6), number = 0; number < count; number++) this.statement(scene, number, id)
    return chunk
  }

  /** One side of talks: the country itself, its government, or an official on its behalf. */
  private takePart({ chance, scribe, day }: Scene, id: string, state: State, prospective: boolean): void {
    const evidence = [scribe.passage()]
    const role = prospective ? 'PROSPECTIVE' : 'PARTY'
    const how = chance.next()
    if (how < 0.5) scribe.relation('PARTICIPATED_IN', state.id, id, evidence, { role })
    else if (how < 0.85) scribe.relation('PARTICIPATED_IN', state.government, id, evidence, { role })
    if (how >= 0.85 || chance.happens(0.4)) {
      const official = this.cast.official(chance, state, day)
      const onBehalfOf = how >= 0.85 || chance.happens(0.5) ? (how < 0.5 ? state.id : state.government) : undefined
      if (!prospective)
        scribe.relation('PARTICIPATED_IN', official.id, id, evidence, {
          role: 'NEGOTIATOR',
          ...(onBehalfOf && { onBehalfOf }),
        })
    }
  }

  private term({ chance, scribe, key, sides }: Scene, of: string, number: number): void {
    const id = `term:${key}-${number}`
    const evidence = [scribe.passage()]
    const [giver, taker] = chance.happens(0.5) ? [sides[0]!, sides[1]!] : [sides[1]!, sides[0]!]
    scribe.node(id, 'Term', { evidence, certainty: certainty(chance) })
    scribe.value(id, 'text', sentence(chance, 6, 14), evidence)
    scribe.value(
      id,
      'kind',
      chance.among({ PEOPLE: 20, MONEY: 25, TERRITORY: 10, TRADE: 25, SECURITY: 15, OTHER: 5 }),
      evidence,
    )
    scribe.value(id, 'status', chance.among({ PROPOSED: 40, OFFERED: 25, AGREED: 25, REFUSED: 10 }), evidence)
    scribe.relation('GIVEN_BY', id, giver.id, evidence)
    scribe.relation('GIVEN_TO', id, taker.id, evidence)
    scribe.relation('HAS_TERM', of, id, evidence)
  }

  private agreement(
    { chance, scribe, key, sides }: Scene,
    negotiation: string,
    title: string,
    topics: string[],
    day: number,
  ): void {
    const id = `agreement:${key}`
    const evidence = [scribe.passage()]
    const signedOn = asTold(chance, day)
    scribe.node(id, 'Agreement', { evidence, certainty: certainty(chance) })
    scribe.value(id, 'title', title.replace('Talks', 'Agreement'), evidence)
    scribe.value(
      id,
      'kind',
      chance.among({
        TREATY: 25,
        MEMORANDUM: 25,
        ARRANGEMENT: 20,
        PROTOCOL: 10,
        JOINT_STATEMENT: 10,
        CONVENTION: 5,
        OTHER: 5,
      }),
      evidence,
    )
    scribe.value(id, 'participation', sides.length > 2 ? 'MULTILATERAL' : 'BILATERAL', evidence)
    const inForce = chance.happens(0.6)
    scribe.value(id, 'status', inForce ? 'IN_FORCE' : 'SIGNED', evidence)
    scribe.value(id, 'signedOn', signedOn, evidence)
    if (inForce) scribe.value(id, 'inForceOn', asTold(chance, day + chance.whole(0, 400)), evidence)
    if (chance.happens(0.1)) scribe.value(id, 'endedOn', asTold(chance, day + chance.whole(800, 4_000)), evidence)
    for (const topic of topics) scribe.relation('CONCERNS', id, topic, evidence)
    for (const state of sides)
      scribe.relation('PARTY_TO', chance.happens(0.7) ? state.id : state.government, id, evidence, {
        role: 'PARTY',
        ...(signedOn && { signedOn }),
      })
    scribe.relation('PRODUCED', negotiation, id, evidence)
  }

  private event(
    { chance, scribe, key, sides, day }: Scene,
    number: number,
    part?: { whole: string; status?: string; on?: number },
  ): void {
    const id = `event:${key}-${number}`
    const evidence = [scribe.passage(), ...(chance.happens(0.1) ? [scribe.passage()] : [])]
    const [source, target] = chance.happens(0.5) ? [sides[0]!, sides[1]!] : [sides[1]!, sides[0]!]
    const on = part?.on ?? day + chance.whole(0, 30)
    const acting = (state: State) => {
      const how = chance.next()
      return how < 0.55 ? state.id : how < 0.8 ? state.government : this.cast.official(chance, state, on).id
    }
    const told = asTold(chance, on)
    scribe.node(id, 'Event', {
      evidence,
      certainty: certainty(chance),
      properties: {
        kind: chance.among(kinds),
        plover: chance.among(plover),
        ...(told && { on: told }),
        summary: sentence(chance, 10, 22),
      },
      relations: [
        carried('INITIATED', acting(source), id),
        carried('TARGETED', id, acting(target)),
        ...(part ? [carried('PART_OF', id, part.whole, part.status ? { status: part.status } : {})] : []),
      ],
    })
  }

  private statement({ chance, scribe, key, sides, day }: Scene, number: number, about?: string): void {
    const id = `statement:${key}-${number}`
    const text = sentence(chance, 12, 28)
    const evidence = [scribe.passage(text)]
    const [state, other] = chance.happens(0.5) ? [sides[0]!, sides[1]!] : [sides[1]!, sides[0]!]
    const on = day + chance.whole(0, 30)
    const madeOn = asTold(chance, on)
    const speaker = chance.happens(0.88) ? this.cast.official(chance, state, on).id : chance.pick(state.groups)
    const stance = () => (chance.happens(0.4) ? { stance: chance.among({ SUPPORT: 50, OPPOSE: 35, NEUTRAL: 15 }) } : {})
    const subjects = new Set([
      ...(about ? [about] : []),
      ...(chance.happens(0.6) ? [this.cast.topic(chance)] : []),
      ...(about && chance.happens(0.6) ? [] : [other.id]),
    ])
    scribe.node(id, 'Statement', {
      evidence,
      certainty: certainty(chance),
      properties: {
        text,
        kind: chance.among({ QUOTE: 40, PARAPHRASE: 45, MIXED: 15 }),
        act: chance.among(acts),
        ...stance(),
        ...(madeOn && { madeOn }),
      },
      relations: [
        carried('MADE', speaker, id),
        ...[...subjects].map((subject) => carried('ABOUT', id, subject, stance())),
        ...(chance.happens(0.3)
          ? [carried('ADDRESSED_TO', id, chance.happens(0.7) ? other.id : other.government)]
          : []),
        ...(chance.happens(0.1) ? [carried('REPORTED_BY', id, chance.pick(this.cast.media))] : []),
      ],
    })
  }
}
