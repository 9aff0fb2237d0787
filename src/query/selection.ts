import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  typeFromAST,
} from 'graphql'
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql'

/** What an operation is read against. */
export interface Operation {
  schema: GraphQLSchema
  fragments: Record<string, FragmentDefinitionNode>
  /** The variables' values, coerced. */
  variables: Record<string, unknown>
}

/** One response key, with every field node that fills it: GraphQL merges equal ones, wherever they stand. */
export interface Selected {
  key: string
  name: string
  nodes: FieldNode[]
}

function included(selection: SelectionNode, variables: Record<string, unknown>): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false
}

/**
 * The fields selected on one object type, merged by response key in the order of the text: CollectFields of the
 * specification, over public parts of graphql-js alone. Ask once for each type that a value can be at run time.
 */
export function select(operation: Operation, type: GraphQLObjectType, sets: SelectionSetNode[]): Selected[] {
  const { schema, fragments, variables } = operation
  const byKey = new Map<string, Selected>()
  const visited = new Set<string>()

  const applies = (condition: string | undefined): boolean => {
    if (condition === undefined || condition === type.name) return true
    const conditional = typeFromAST(schema, { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: condition } })
    return isAbstractType(conditional) && schema.isSubType(conditional, type)
  }

  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!included(selection, variables)) continue
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const known = byKey.get(key)
        if (known) known.nodes.push(selection)
        else byKey.set(key, { key, name: selection.name.value, nodes: [selection] })
        continue
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(selection.typeCondition?.name.value)) visit(selection.selectionSet)
        continue
      }
      const fragment = fragments[selection.name.value]
      if (!fragment || visited.has(selection.name.value)) continue
      visited.add(selection.name.value)
      if (applies(fragment.typeCondition.name.value)) visit(fragment.selectionSet)
    }
  }

  for (const set of sets) visit(set)
  return [...byKey.values()]
}

/** The selection sets below a response key, to be merged. */
export function below(selected: Selected): SelectionSetNode[] {
  return selected.nodes.flatMap((node) => node.selectionSet ?? [])
}
