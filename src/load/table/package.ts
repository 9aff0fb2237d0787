import path from 'node:path'
import { z } from 'zod'
import { Problem, Problems } from '../../problem.js'
import { readInput } from '../dataset.js'
import { decodeUtf8 } from '../yaml.js'
import { dateForm, isDate, readDateForm } from './dates.js'
import type { CellType } from './rows.js'

const field = z.looseObject({
  name: z.string(),
  type: z.string().optional(),
  format: z.string().optional(),
  missingValues: z.array(z.string()).optional(),
  trueValues: z.array(z.string()).optional(),
  falseValues: z.array(z.string()).optional(),
})

/** What is read of a data package: the rest of the standard does not bear on the mapping. */
const shape = z.looseObject({
  resources: z.array(
    z.looseObject({
      path: z.union([z.string(), z.array(z.string())]).optional(),
      dialect: z
        .looseObject({
          delimiter: z.string().optional(),
          quoteChar: z.string().optional(),
          header: z.boolean().optional(),
        })
        .optional(),
      schema: z
        .looseObject({
          fields: z.array(field).optional(),
          missingValues: z.array(z.string()).optional(),
          primaryKey: z.union([z.string(), z.array(z.string())]).optional(),
        })
        .optional(),
    }),
  ),
})

/** What a Frictionless `datapackage.json` says of the table's files. */
export interface TablePackage {
  /** Its own bytes, which count for what the table means. */
  bytes: Uint8Array
  columns?: string[]
  missing?: string[]
  key?: string[]
  delimiter?: string
  quote?: string
  header?: boolean
  types: Map<string, CellType>
}

const whole: CellType['read'] = (text) => (/^[+-]?\d+$/.test(text) ? text : { wanted: 'a whole number' })

/** strptime's signs as those of a mapping's dates. */
const signs: Record<string, string> = {
  '%Y': 'YYYY',
  '%m': 'MM',
  '%d': 'DD',
  '%B': 'MMMM',
  '%b': 'MMM',
  '%-d': 'D',
  '%-m': 'M',
}

function dated(format: string | undefined, otherwise: string, wanted: string): CellType['read'] {
  if (format === 'any') return undefined
  const form =
    format === undefined || format === 'default'
      ? otherwise
      : format.replace(/%-?[A-Za-z]/g, (sign) => signs[sign] ?? sign)
  const pattern = dateForm(form)
  return pattern && ((text) => readDateForm(text, [pattern]) ?? { wanted: `${wanted} such as ${form}` })
}

/** How a cell of a type is read: into the form that the graph has. Types that the graph has no use for are texts. */
function typeOf({ type, format, missingValues, trueValues, falseValues }: z.infer<typeof field>): CellType {
  const missing = missingValues && new Set(missingValues)
  switch (type) {
    case 'integer':
      return { missing, read: whole }
    case 'number':
      return { missing, read: (text) => (Number.isFinite(Number(text)) ? text : { wanted: 'a number' }) }
    case 'boolean': {
      const yes = new Set(trueValues ?? ['true', 'True', 'TRUE', '1'])
      const no = new Set(falseValues ?? ['false', 'False', 'FALSE', '0'])
      return {
        missing,
        read: (text) => (yes.has(text) ? 'true' : no.has(text) ? 'false' : { wanted: 'true or false' }),
      }
    }
    case 'date':
      return { missing, read: dated(format, 'YYYY-MM-DD', 'a date') }
    case 'year':
      return { missing, read: (text) => (/^\d{4}$/.test(text) ? text : { wanted: 'a year' }) }
    case 'yearmonth':
      return {
        missing,
        read: (text) => (/^\d{4}-\d{2}$/.test(text) && isDate(text) ? text : { wanted: 'a month such as 2025-05' }),
      }
    default:
      return { missing }
  }
}

/** The `datapackage.json` of a folder and what it says of these files; undefined where there is none. Throws Problems. */
export async function readPackage(folder: string, names: string[]): Promise<TablePackage | undefined> {
  const file = path.join(folder, 'datapackage.json')
  let bytes: Uint8Array
  try {
    bytes = await readInput(file)
  } catch (error) {
    if (error instanceof Problem && error.code === 'NO_INPUT') return undefined
    throw error
  }
  const text = decodeUtf8(bytes)
  const refuse = (message: string, hint: string) =>
    new Problems([new Problem('BAD_DATA', message, { place: { file }, hint })])
  let json: unknown
  try {
    json = JSON.parse(typeof text === 'string' ? text : '')
  } catch (error) {
    throw refuse(`This is not JSON: ${(error as Error).message}.`, 'A data package is one JSON object in UTF-8.')
  }
  const read = shape.safeParse(json)
  if (!read.success) {
    const [issue] = read.error.issues
    throw refuse(
      `${issue!.path.join('.')} is not as in a data package: ${issue!.message}.`,
      'See Frictionless Data Package: resources with path and schema.',
    )
  }
  const { resources } = read.data
  const paths = (resource: (typeof resources)[number]) =>
    [resource.path ?? []].flat().map((each) => path.basename(each))
  const resource =
    resources.find((each) => paths(each).some((each) => names.includes(each))) ??
    (resources.length === 1 && paths(resources[0]!).length === 0 ? resources[0] : undefined)
  if (!resource) return { bytes, types: new Map() }
  const { dialect, schema } = resource
  return {
    bytes,
    columns: schema?.fields?.map(({ name }) => name),
    missing: schema?.missingValues,
    key: schema?.primaryKey === undefined ? undefined : [schema.primaryKey].flat(),
    delimiter: dialect?.delimiter,
    quote: dialect?.quoteChar,
    header: dialect?.header,
    types: new Map(schema?.fields?.map((each) => [each.name, typeOf(each)])),
  }
}
