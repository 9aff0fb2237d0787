import { compare } from './assertion.js'
import { Marks } from './marks.js'

/** What falls with a document, or rises with it again, and how it is counted. */

/** How many of each are named. */
const examples = 5

/** How many of something there are, and the first few of them. */
export interface Tally {
  count: number
  examples: string[]
}

/** What falls with a document, or rises with it again. */
export interface Fallout {
  document: string
  title: string
  dataset: string
  /** Claims that close; of an undoing, that open. */
  claims: Tally
  /** Claims that the fallen ones had corrected, which stand again; of an undoing, that are corrected again. */
  corrected: Tally
  /** Negotiations, agreements, terms, events and statements that stand no more; of an undoing, that stand again. */
  facts: Tally
  /** Nodes that go from the graph; of an undoing, that come back. */
  nodes: Tally
  /** Relationships of the world that go; of an undoing, that come back. */
  relationships: Tally
  /** False where a plan looked at the first part of a long document only. */
  whole: boolean
  /** Whether the dataset must be loaded again, since it was loaded while the document was retracted. */
  loadAgain: boolean
}

type Counted = 'claims' | 'corrected' | 'facts' | 'nodes' | 'relationships'

/** Counts a fallout. A transaction may be run again: what it counted counts once it is through. */
export class Count {
  readonly fallout: Fallout
  private pending: (() => void)[] = []
  private readonly counted = new Map<Counted, Set<string>>()

  constructor(of: Pick<Fallout, 'document' | 'title' | 'dataset'>) {
    const none = (): Tally => ({ count: 0, examples: [] })
    this.fallout = {
      ...of,
      ...{ claims: none(), corrected: none(), facts: none(), nodes: none(), relationships: none() },
      ...{ whole: true, loadAgain: false },
    }
  }

  /** A transaction begins, or begins again. */
  begin(): void {
    this.pending = []
  }

  /** A transaction is through. */
  settle(): void {
    for (const count of this.pending.splice(0)) count()
  }

  /** What is to be done once the transaction is through. */
  afterwards(count: () => void): void {
    this.pending.push(count)
  }

  /** Counts what has these ids, each once. */
  add(kind: Counted, ids: string[]): void {
    this.afterwards(() => {
      const known = this.counted.get(kind) ?? new Set()
      this.counted.set(kind, known)
      for (const id of ids) known.add(id)
      this.fallout[kind] = { count: known.size, examples: [...known].sort(compare).slice(0, examples) }
    })
  }
}

/** Marks that can be counted too. */
export class Counting extends Marks {
  readonly went: string[] = []
  readonly came: string[] = []
  readonly edges: string[] = []

  override removed(ids: Iterable<string>): void {
    const all = [...ids]
    this.went.push(...all)
    super.removed(all)
  }

  override created(ids: Iterable<string>): void {
    const all = [...ids]
    this.came.push(...all)
    super.created(all)
  }
}
