import { readFileSync } from 'node:fs'
import plugin from '@graphql-eslint/eslint-plugin'
import { ESLint, type Linter } from 'eslint'
import {
  buildSchema,
  getNullableType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql'
import { root, schemaFile } from './places.js'

const recommended = plugin.configs['flat/schema-recommended'].rules
const relay = plugin.configs['flat/schema-relay'].rules

const rules: Linter.RulesRecord = {
  ...(recommended as Linter.RulesRecord),
  ...(relay as Linter.RulesRecord),
  '@graphql-eslint/require-description': [
    'error',
    {
      types: true,
      rootField: true,
      FieldDefinition: true,
      InputValueDefinition: true,
      EnumValueDefinition: true,
      DirectiveDefinition: true,
    },
  ],
  // Relay's specification lets lists be plain and `node` be any object. This rule's wish that no list but one of edges
  // exists goes beyond it; so does its wish that every `node` is a Node, which a test below puts more exactly.
  '@graphql-eslint/relay-edge-types': [
    'error',
    { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
  ],
  // By Relay's specification `id` names what `node` can find again: connections, edges, page infos and values have none.
  '@graphql-eslint/strict-id-in-types': 'off',
  // For the same reason the key of a Tenure, which is an edge, is called `tenureId`: Relay's store takes `id` for a node's.
  '@graphql-eslint/no-typename-prefix': 'off',
}

async function complaints(text: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.graphql'],
      plugins: { '@graphql-eslint': plugin },
      languageOptions: {
        parser: plugin.parser,
        parserOptions: { graphQLConfig: { schema: text } },
      },
      rules,
    },
  })
  const [report] = await eslint.lintText(text, { filePath: schemaFile })
  return report!.messages.map(({ line, ruleId, message }) => `${line} ${ruleId} ${message}`)
}

test('the schema breaks no rule of graphql-eslint on Relay, descriptions and names', async () => {
  expect(await complaints(readFileSync(schemaFile, 'utf8'))).toEqual([])
})

test('whatever stands in a page can be found again by `node`, except what is computed when asked for', () => {
  const schema = buildSchema(readFileSync(schemaFile, 'utf8'))
  const isNode = (type: GraphQLOutputType) =>
    isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().some(({ name }) => name === 'Node') : false
  const others = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && type.name.endsWith('Edge'))
    .map((edge) => getNullableType((edge as GraphQLObjectType).getFields().node!.type))
    .flatMap((node): readonly GraphQLOutputType[] => (isUnionType(node) ? node.getTypes() : [node]))
    .filter((node) => !isNode(node))
    .map(String)
  expect([...new Set(others)].sort()).toEqual(['Disagreement', 'EventCount', 'Node'])
})

test('the linter sees what a careless change leaves out', async () => {
  const careless = `
    """What can be asked."""
    type Query {
      """All."""
      all_things(
        """How many."""
        first: Int
        """From where."""
        after: String
        before: String
      ): ThingConnection!
    }
    """A page."""
    type ThingConnection {
      """The entries."""
      edges: [ThingEdge!]!
    }
    """An entry."""
    type ThingEdge {
      node: String!
      """Where it stands."""
      cursor: String!
    }`
  expect(await complaints(careless)).toEqual([
    '1 @graphql-eslint/relay-page-info The server must provide a `PageInfo` object.',
    '5 @graphql-eslint/naming-convention Field "all_things" should be in camelCase format',
    '5 @graphql-eslint/relay-arguments Field `all_things` must contain an argument `last`, that return Int.',
    '10 @graphql-eslint/require-description Description is required for input value "before" in field "all_things"',
    '14 @graphql-eslint/relay-connection-types Connection type must contain a field `pageInfo` that return a non-null `PageInfo` Object type.',
    '20 @graphql-eslint/require-description Description is required for field "node" in type "ThingEdge"',
  ])
})
