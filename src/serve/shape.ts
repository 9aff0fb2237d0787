import { GraphQLError, Kind } from 'graphql'
import type {
  ASTVisitor,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
  ValidationContext,
} from 'graphql'
import { Problem } from '../problem.js'

/** The most that a document may have of what makes it dear to read and check, whatever it costs to answer. */
export const most = {
  /** Words, names and signs, of which graphql-js itself counts so many and no more. */
  tokens: 2000,
  /** Levels of fields below one another, fragments spread out; fields about the schema have a rule of their own. */
  depth: 12,
  aliases: 30,
  /** Fields of one operation's root, fragments spread out. */
  'root fields': 20,
  directives: 50,
  /** Fields in all, fragments spread out: one spread twice in each of eighteen others makes a quarter of a million. */
  selections: 10_000,
}

export type Measure = keyof typeof most

export function tooMuch(measure: Measure, value?: number): Problem {
  const found = value === undefined ? 'too many' : String(value)
  return new Problem('QUERY_TOO_COMPLEX', `The document has ${found} ${measure}; the limit is ${most[measure]}.`, {
    hint: 'Ask for less at once, or in several requests.',
    facts: { limit: measure, max: most[measure], ...(value !== undefined && { value }) },
  })
}

/** A validation rule: refuses documents that are deeper or wider than `most`. Each fragment is measured once. */
export function limitShape(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const refuse = (measure: Measure, value: number, node: OperationDefinitionNode | DocumentNode) => {
        if (value <= most[measure]) return
        const nodes = node.kind === Kind.DOCUMENT ? undefined : node
        context.reportError(
          new GraphQLError(tooMuch(measure, value).message, { nodes, originalError: tooMuch(measure, value) }),
        )
      }
      const { aliases, directives } = counted(document)
      refuse('aliases', aliases, document)
      refuse('directives', directives, document)
      const fragments = new Map<string, FragmentDefinitionNode>()
      for (const each of document.definitions)
        if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each)
      const spread = new Spread(fragments)
      for (const each of document.definitions) {
        if (each.kind !== Kind.OPERATION_DEFINITION) continue
        const { depth, width, fields } = spread.measure(each.selectionSet)
        refuse('depth', depth, each)
        refuse('root fields', width, each)
        refuse('selections', fields, each)
      }
    },
  }
}

/** How often a document gives a field another name, and how many directives it uses. */
function counted(node: object, found = { aliases: 0, directives: 0 }): { aliases: number; directives: number } {
  const { kind, alias } = node as { kind?: string; alias?: unknown }
  if (kind === Kind.FIELD && alias) found.aliases++
  if (kind === Kind.DIRECTIVE) found.directives++
  for (const [key, value] of Object.entries(node)) {
    if (key === 'loc' || typeof value !== 'object' || value === null) continue
    counted(value as object, found)
  }
  return found
}

/** How deep a selection goes, how many fields it has at its top, and how many in all. */
interface Extent {
  depth: number
  width: number
  fields: number
}

const nothing: Extent = { depth: 0, width: 0, fields: 0 }

class Spread {
  private readonly known = new Map<string, Extent>()

  constructor(private readonly fragments: Map<string, FragmentDefinitionNode>) {}

  measure({ selections }: SelectionSetNode): Extent {
    const extent = { ...nothing }
    for (const selection of selections) {
      const found =
        selection.kind === Kind.FIELD
          ? this.field(selection)
          : selection.kind === Kind.INLINE_FRAGMENT
            ? this.measure(selection.selectionSet)
            : this.fragment(selection.name.value)
      extent.depth = Math.max(extent.depth, found.depth)
      extent.width += found.width
      extent.fields += found.fields
    }
    return extent
  }

  private field({ name, selectionSet }: FieldNode): Extent {
    const below = selectionSet ? this.measure(selectionSet) : nothing
    return { depth: name.value.startsWith('__') ? 1 : 1 + below.depth, width: 1, fields: 1 + below.fields }
  }

  private fragment(name: string): Extent {
    const known = this.known.get(name)
    if (known) return known
    // A fragment that leads to itself is refused by GraphQL's own rule.
    this.known.set(name, nothing)
    const fragment = this.fragments.get(name)
    const extent = fragment ? this.measure(fragment.selectionSet) : nothing
    this.known.set(name, extent)
    return extent
  }
}
