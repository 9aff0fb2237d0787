import 'reflect-metadata'
import { Field, ObjectType } from 'type-graphql'
import { Enum } from './declare.js'

/** Which way a list runs. */
export const OrderDirection = Enum('OrderDirection', 'Which way a list runs.', {
  ASC: 'From the first day or letter on.',
  DESC: 'From the last day or letter back.',
})

/** Whether an imprecise date must or may lie in a range. */
export const DateMatch = Enum('DateMatch', 'How a date less precise than a day is held against a range.', {
  POSSIBLE: 'At least one day it can mean lies in the range: April 2025 possibly is 10 April 2025.',
  CERTAIN: 'Every day it can mean lies in the range.',
})

/** Relay's page information. Made by hand, since no node or relationship stands behind it. */
@ObjectType('PageInfo', { description: 'Where a page lies in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether entries follow this page.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether entries come before this page.' })
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: 'The cursor of the first entry; null where the page is empty.' })
  startCursor?: string

  @Field(() => String, { nullable: true, description: 'The cursor of the last entry; null where the page is empty.' })
  endCursor?: string
}
