import {
  Connection,
  EdgeType,
  Enum,
  FilterType,
  Float,
  Int,
  Made,
  Many,
  One,
  Property,
  Root,
  Where,
} from './declare.js'
import { CountBy } from './facets.js'
import type { ValueCount } from './facets.js'
import { highlightRanges } from './highlight.js'
import { Node } from './Node.js'
import { looseQuery, readSearch } from './searchText.js'

export const SearchType = Enum('SearchType', 'The kinds of thing that search finds.', {
  COUNTRY: 'Countries, by their names.',
  OFFICIAL: 'Officials, by their names.',
  ORGANIZATION: 'Organizations, by their names.',
  GROUP: 'Groups, by their names.',
  TOPIC: 'Topics, by their labels.',
  NEGOTIATION: 'Negotiations, by title.',
  AGREEMENT: 'Agreements, by title.',
  TERM: 'Terms, by text.',
  EVENT: 'Events, by summary.',
  STATEMENT: 'Statements, by text.',
  PASSAGE: 'Passages, by text.',
  DOCUMENT: 'Documents, by title.',
})

/** Beyond so many, hits are no longer counted one by one. */
const countedMost = 10_000

/** The kinds asked for, of `owner`. */
const ofTypes = '($types IS NULL OR any(label IN labels(owner) WHERE toUpper(label) IN $types))'
/** What a hit of the index belongs to: a name to its bearer, anything else is itself. */
const owned = 'CASE WHEN hit:Name THEN COLLECT { MATCH (bearer:Node)-[:NAMED]->(hit) RETURN bearer } ELSE [hit] END'
const shown = 'coalesce(hit.value, hit.title, hit.text, hit.summary)'

/** Leaves out what bears a name with a word in it that must not be there, whichever name answers. */
const unwantedOut = `
      WITH owner, hit, score WHERE NOT EXISTS {
        MATCH (owner)-[:NAMED]->(name:Name) WHERE any(pattern IN $unwanted WHERE name.folded =~ pattern)
      }`

/** Kinds that are found by a text of their own; all others by their names. */
const bearNothing = ['NEGOTIATION', 'AGREEMENT', 'TERM', 'EVENT', 'STATEMENT', 'PASSAGE', 'DOCUMENT']

/** From hits to what they belong to, of the kinds asked for. */
function owning(types: string[] | null | undefined): string {
  if (!types)
    return `OPTIONAL MATCH (bearer:Node)-[:NAMED]->(hit)\n      WITH coalesce(bearer, hit) AS owner, hit, score`
  const kinds = types.map((type) => type[0] + type.slice(1).toLowerCase()).join('|')
  if (types.length === 0) return 'WITH hit AS owner, hit, score WHERE false'
  if (types.every((type) => bearNothing.includes(type))) return `WITH hit AS owner, hit, score WHERE hit:${kinds}`
  return `OPTIONAL MATCH (bearer:Node)-[:NAMED]->(hit)
      WITH coalesce(bearer, hit) AS owner, hit, score
      WITH owner, hit, score WHERE owner:${kinds}`
}

@EdgeType({ description: 'A run of a text.' })
export class TextRange {
  @Property(() => Int, { description: 'Where it starts, in UTF-16 code units.' })
  start!: number

  @Property(() => Int, { description: 'Where it ends, the first unit after it.' })
  end!: number
}

@EdgeType({ description: 'A text that answers a search, with where it does.' })
export class Highlight {
  @Property(() => String, { description: 'What text it is: `name`, `title`, `text` or `summary`.' })
  field!: string

  @Property(() => String, { description: 'The whole text.' })
  text!: string

  @Made(() => TextRange, { list: true, description: 'Where it answers the search, in order and apart.' })
  ranges!: TextRange[]
}

@EdgeType({ description: 'Counts over all that a search finds.' })
export class SearchFacets {
  @CountBy(
    `[label IN labels(node) WHERE toUpper(label) IN ${JSON.stringify(Object.keys(SearchType)).replaceAll('"', "'")} | toUpper(label)][0]`,
    'By kind of thing, in the names of SearchType.',
  )
  types!: ValueCount[]
}

/** What a search found; a map that is worked out. */
@EdgeType({ description: 'What a search found, and how well it answers.' })
export class SearchHit {
  @Property(() => Float, {
    description: 'How well it answers, comparable within one search only. An exact name has 1000 more.',
  })
  score!: number

  @Made(() => Highlight, {
    list: true,
    // Only now, for what is on the page: to read the texts of all that was found would take longer than to find it.
    cypher: `{
      wanted: this.wanted,
      hits: reduce(kept = [], hit IN this.hits | CASE
        WHEN size(kept) = 3 OR any(one IN kept WHERE one.text = coalesce(hit.value, hit.title, hit.text, hit.summary)) THEN kept
        ELSE kept + [{
          field: CASE WHEN hit.value IS NOT NULL THEN 'name' WHEN hit.title IS NOT NULL THEN 'title' WHEN hit.text IS NOT NULL THEN 'text' ELSE 'summary' END,
          text: coalesce(hit.value, hit.title, hit.text, hit.summary)
        }]
      END)
    }`,
    finish: (found) => {
      const { hits, wanted } = found as { hits: { field: string; text: string }[]; wanted: string[] }
      return hits.map(({ field: name, text }) => ({ field: name, text, ranges: highlightRanges(text, wanted) }))
    },
    description: 'The texts that answer, best first, three at most.',
  })
  highlights!: Highlight[]

  @Root(
    Connection(() => Node, {
      edge: () => SearchHit,
      facets: () => SearchFacets,
      countUpTo: countedMost,
      args: {
        query: {
          type: () => String,
          description:
            'Words, "phrases in quotes", and -words that must not be there, nor in another name of what is found. Typing errors are forgiven: one from four letters on, two from eight. The last word may be a beginning.',
        },
        types: {
          type: () => SearchType,
          list: true,
          nullable: true,
          description: 'Only these kinds; all when left out.',
        },
      },
      derive: ({ query }) => {
        const { lucene, wanted, unwanted, exact } = readSearch(query as string)
        // Every page is cut from the same hits: beginnings of words score alike, and fewer hits would be others.
        return { lucene, wanted, unwanted, exact, hits: BigInt(countedMost + 1) }
      },
      match: ({ types, query }) => `CALL {
        WITH $lucene AS lucene WHERE lucene <> ''
        CALL db.index.fulltext.queryNodes('search', lucene, {limit: $hits}) YIELD node AS found, score AS points
        RETURN found AS hit, points + CASE WHEN found.folded IN $exact THEN 1000 ELSE 0 END AS score
      }
      ${owning(types as string[] | null | undefined)}${readSearch(query as string).unwanted.length > 0 ? unwantedOut : ''}
      WITH owner, hit, score ORDER BY score DESC
      WITH owner, max(score) AS score, collect(hit) AS hits
      WITH owner AS node, {
        score: score, hits: hits, wanted: $wanted,
        rank: right('000000000000' + toString(toInteger(1000000000000 - score * 100000000)), 13) + '|' + owner.id
      } AS edge`,
      order: 'edge.rank',
      max: 250,
      description:
        'What answers a search over names in any language, titles, statements and passages: best first, an exact name before all else. All words must be there. `totalCount` is exact up to 10,000, and the least there are beyond.',
    }),
  )
  static search: unknown
}

@EdgeType({ description: 'What somebody who types may mean.' })
export class Suggestion {
  @Property(() => String, {
    description: 'The name or title that answers best: one that begins as typed, else one that holds the words typed.',
  })
  label!: string

  @Property(() => String, {
    nullable: true,
    description: 'Its preferred name where the label is another; null otherwise.',
  })
  detail?: string

  @One(() => Node, { match: 'UNWIND [this.owner] AS node', description: 'What it is.' })
  node!: Node

  @Root(
    Many(() => Suggestion, {
      args: {
        prefix: { type: () => String, description: 'What was typed so far.' },
        types: {
          type: () => SearchType,
          list: true,
          nullable: true,
          description: 'Only these kinds; all when left out.',
        },
      },
      derive: ({ prefix }) => {
        const { lucene, folded, exact } = readSearch(prefix as string)
        return { lucene, folded, exact }
      },
      match: `CALL {
        WITH $lucene AS lucene WHERE lucene <> ''
        CALL db.index.fulltext.queryNodes('search', lucene, {limit: 500}) YIELD node AS found, score AS points
        WITH found, points WHERE found:Name OR found.title IS NOT NULL
        RETURN found AS hit, points + CASE WHEN found.folded IN $exact THEN 2000 WHEN found.folded STARTS WITH $folded THEN 1000 ELSE 0 END AS score
      }
      UNWIND ${owned} AS owner
      WITH owner, hit, score WHERE ${ofTypes}
      ORDER BY score DESC, ${shown}
      WITH owner, max(score) AS score, head(collect(${shown})) AS label
      WITH {owner: owner, score: score, label: label, detail: nullIf(coalesce(owner.name, owner.label, owner.title), label), id: owner.id} AS edge`,
      order: 'edge.score DESC, edge.id',
      count: 'none',
      description:
        'What somebody may mean who has typed so much: names and titles that hold these words, the last one perhaps unfinished. Each thing once.',
    }),
  )
  static suggest: unknown
}

@FilterType(() => MatchResult, {
  plain: true,
  description: 'A name to be matched, with what else is known of its bearer.',
})
export class MatchInput {
  @Where({ shape: 'text', required: true, description: 'The name.' })
  name?: unknown

  @Where({ shape: 'list', type: () => SearchType, description: 'Only these kinds; all when left out.' })
  types?: unknown

  @Where({
    shape: 'text',
    description: 'The code of the country its bearer is of or from, which speaks for a candidate.',
  })
  country?: unknown
}

@EdgeType({ description: 'One reason for a match.' })
export class MatchReason {
  @Property(() => String, {
    description:
      '`exactName`: the names are equal but for case and marks. `similarity`: how alike they are by pairs of letters (Dice), 0 to 1. `preferredName`: it is the preferred name. `country`: its bearer is of the country given, or is it.',
  })
  feature!: string

  @Property(() => Float, { description: 'How much: 0 to 1.' })
  value!: number
}

@EdgeType({ description: 'What a name may stand for, and why.' })
export class MatchCandidate {
  @Property(() => Float, {
    description:
      'From 0 to 1: the similarity; where a country was given, nine tenths of it and a tenth for the country. 1 is an exact name.',
  })
  score!: number

  @Property(() => String, { description: 'The name of the candidate that is most alike.' })
  matchedName!: string

  @Many(() => MatchReason, {
    match: 'UNWIND this.reasons AS edge',
    whole: true,
    order: 'edge.feature',
    description: 'Why it is a candidate.',
  })
  reasons!: MatchReason[]

  @One(() => Node, { match: 'UNWIND [this.owner] AS node', description: 'The candidate.' })
  node!: Node
}

const pairs = (text: string): string => `[at IN range(0, size(${text}) - 2) | substring(${text}, at, 2)]`

@EdgeType({ description: 'What one of the names given may stand for.' })
export class MatchResult {
  @Property(() => String, { description: 'The name as given.' })
  name!: string

  @Many(() => MatchCandidate, {
    match: 'UNWIND this.candidates AS edge',
    whole: true,
    order: 'edge.score DESC, edge.id',
    description: 'The candidates, best first; empty where nothing is alike.',
  })
  candidates!: MatchCandidate[]

  @Root(
    Many(() => MatchResult, {
      args: {
        names: { type: () => MatchInput, list: true, max: 100, description: 'Up to 100 names.' },
        first: {
          type: () => Int,
          default: 3,
          min: 0,
          max: 50,
          description: 'How many candidates for each: 3 unless told, 50 at most.',
        },
      },
      derive: ({ names, first }) => ({
        most: BigInt(first as number),
        asked: (names as { name: string; types?: string[] | null; country?: string | null }[]).map(
          ({ name, types, country }, position) => {
            const { folded } = readSearch(name)
            return {
              position: BigInt(position),
              name,
              folded,
              lucene: looseQuery(name),
              types: types ?? null,
              country: country ?? null,
            }
          },
        ),
      }),
      match: `UNWIND $asked AS asked
      CALL (asked) {
        CALL (asked) {
          WITH asked WHERE asked.lucene <> ''
          CALL db.index.fulltext.queryNodes('search', asked.lucene, {limit: 200}) YIELD node AS found
          WITH found WHERE found:Name
          RETURN found AS hit
        }
        MATCH (owner:Node)-[:NAMED]->(hit)
        WHERE asked.types IS NULL OR any(label IN labels(owner) WHERE toUpper(label) IN asked.types)
        WITH asked, owner, hit, ${pairs('asked.folded')} AS wanted, ${pairs('hit.folded')} AS given
        WITH asked, owner, hit, CASE
          WHEN hit.folded = asked.folded THEN 1.0
          WHEN size(wanted) + size(given) = 0 THEN 0.0
          ELSE (size([pair IN wanted WHERE pair IN given]) + size([pair IN given WHERE pair IN wanted])) * 1.0 / (size(wanted) + size(given))
        END AS similarity
        WHERE similarity >= 0.4
        WITH asked, owner, hit, CASE WHEN similarity = 1.0 AND hit.folded <> asked.folded THEN 0.99 ELSE similarity END AS similarity,
          CASE WHEN asked.country IS NULL THEN null
            WHEN owner.code = asked.country OR EXISTS { MATCH (owner)-[:BELONGS_TO|HELD_OFFICE*1..2]->(:Country {code: asked.country}) } THEN 1.0 ELSE 0.0 END AS near
        WITH owner, {
          owner: owner, id: owner.id, matchedName: hit.value, preferred: hit.kind = 'PREFERRED',
          score: CASE WHEN near IS NULL THEN similarity ELSE 0.9 * similarity + 0.1 * near END,
          reasons: [{feature: 'similarity', value: similarity}]
            + CASE WHEN hit.folded = asked.folded THEN [{feature: 'exactName', value: 1.0}] ELSE [] END
            + CASE WHEN hit.kind = 'PREFERRED' THEN [{feature: 'preferredName', value: 1.0}] ELSE [] END
            + CASE WHEN near IS NULL THEN [] ELSE [{feature: 'country', value: near}] END
        } AS candidate
        ORDER BY candidate.score DESC, candidate.preferred DESC, candidate.matchedName
        WITH owner, head(collect(candidate)) AS candidate
        ORDER BY candidate.score DESC, candidate.id LIMIT $most
        RETURN collect(candidate) AS candidates
      }
      WITH {position: asked.position, name: asked.name, candidates: candidates} AS edge`,
      order: 'edge.position',
      whole: true,
      description:
        'What names of yours may stand for, many at once and misspelt ones too: one entry for each, in their order. Nothing is decided: each candidate comes with its score and the reasons for it.',
    }),
  )
  static match: unknown
}
