import type { ReactNode } from 'react'
import { readDate } from '../dates'
import type {
  CountryOfficeholdersFragment,
  MembersOfFragment,
  MembershipsOfFragment,
  OfficesOfFragment,
} from '../gql/graphql'
import { ListPanel, type Column } from '../parts/List'
import { Certainty, PartialDate } from '../parts/Marks'
import { evidenceColumn } from '../parts/rows'
import { ThingLink } from '../parts/Thing'
import { inWords } from '../words'
import type { Actor } from './actorFacts'
import {
  countryOfficeholdersDocument,
  membersOfDocument,
  officesOfDocument,
  organizationOfficeholdersDocument,
} from './actorLists'

type Holder = CountryOfficeholdersFragment['officeholders']['edges'][number]
type Tenure = OfficesOfFragment['offices']['edges'][number]
export type Membership =
  MembershipsOfFragment['memberships']['edges'][number] | MembersOfFragment['members']['edges'][number]

/** The offices that an official holds, and who holds office in a country or an organization, or is a member of it. */
export function Offices({ of: actor, on }: { of: Actor; on: string | null }): ReactNode {
  return (
    <>
      {'offices' in actor && (
        <ListPanel
          title="Offices"
          name="offices"
          list={actor.offices}
          document={officesOfDocument}
          variables={{ id: actor.id, on }}
          pick={({ node }) => (node && 'offices' in node ? node.offices : undefined)}
          keyOf={(row) => row.tenureId}
          empty={on === null ? 'No source names an office.' : 'No source names one for that date.'}
          columns={[
            { name: 'Office', text: (row: Tenure) => row.title, show: (row: Tenure) => <OfficeTitle of={row} /> },
            {
              name: 'Of',
              text: (row: Tenure) => row.node.name,
              show: (row: Tenure) => <ThingLink of={row.node} />,
            },
            ...tenureColumns<Tenure>(),
            evidenceColumn((row: Tenure) => `${row.title} of ${row.node.name}`),
          ]}
        />
      )}
      {'officeholders' in actor && (
        <ListPanel
          title="Who holds office"
          name="officeholders"
          list={actor.officeholders}
          document={'countryKind' in actor ? countryOfficeholdersDocument : organizationOfficeholdersDocument}
          variables={{ id: actor.id, on }}
          pick={({ node }: { node?: object | null }) =>
            node && 'officeholders' in node
              ? (node.officeholders as CountryOfficeholdersFragment['officeholders'])
              : undefined
          }
          keyOf={(row) => row.tenureId}
          empty={on === null ? 'No source names one.' : 'No source names one for that date.'}
          columns={[
            {
              name: 'Who',
              text: (row: Holder) => row.node.name,
              show: (row: Holder) => <ThingLink of={row.node} />,
            },
            { name: 'Office', text: (row: Holder) => row.title, show: (row: Holder) => <OfficeTitle of={row} /> },
            { name: 'Of', text: (row: Holder) => row.of.name, show: (row: Holder) => <ThingLink of={row.of} /> },
            ...tenureColumns<Holder>(),
            evidenceColumn((row: Holder) => `${row.node.name}, ${row.title}`),
          ]}
        />
      )}
      {'members' in actor && (
        <ListPanel
          title="Members"
          name="members"
          list={actor.members}
          document={membersOfDocument}
          variables={{ id: actor.id, on }}
          pick={({ node }) => (node && 'members' in node ? node.members : undefined)}
          keyOf={(row) => row.node.id}
          columns={membershipColumns<Membership>('Member')}
        />
      )}
    </>
  )
}

function OfficeTitle({ of }: { of: { title: string; office: string; certainty: string | null } }): ReactNode {
  return (
    <>
      {of.title}{' '}
      {inWords(of.office).toLowerCase() !== of.title.toLowerCase() && of.office !== 'OTHER' && (
        <span className="faint">({inWords(of.office)})</span>
      )}{' '}
      <Certainty of={of.certainty} />
    </>
  )
}

interface Dated {
  from: string | null
  to: string | null
  attestedOn: string[]
  basis: string | null
}

/** When an office was held, as far as a source says, and on what grounds that is known. */
function tenureColumns<Row extends Dated>(): Column<Row>[] {
  return [
    {
      name: 'When',
      text: (row) => [row.from, row.to].map((date) => date ?? '..').join('/'),
      show: (row) =>
        row.from === null && row.to === null ? (
          row.attestedOn.length > 0 ? (
            `named for ${row.attestedOn.map((date) => readDate(date)!.text).join(', ')}`
          ) : (
            <span className="faint">not known</span>
          )
        ) : (
          <>
            <PartialDate of={row.from} missing="?" /> to <PartialDate of={row.to} missing="?" />
          </>
        ),
    },
    {
      name: 'Known how',
      text: (row) => inWords(row.basis ?? ''),
      show: (row) =>
        row.basis && <span className={row.basis === 'INFERRED' ? 'unsure' : undefined}>{inWords(row.basis)}</span>,
    },
  ]
}

export function membershipColumns<Row extends Membership>(name: string): Column<Row>[] {
  return [
    { name, text: (row) => row.node.name, show: (row) => <ThingLink of={row.node} /> },
    { name: 'As', text: (row) => row.memberRole ?? '' },
    { name: 'From', text: (row) => row.from ?? '', show: (row) => <PartialDate of={row.from} missing="?" /> },
    { name: 'To', text: (row) => row.to ?? '', show: (row) => <PartialDate of={row.to} missing="–" /> },
    evidenceColumn((row) => `membership of ${row.node.name}`),
  ]
}
