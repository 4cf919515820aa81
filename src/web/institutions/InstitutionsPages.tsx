import { useLocation } from 'preact-iso'
import { NotFoundPage } from '../shell/NotFoundPage.tsx'
import { InstitutionPage } from './InstitutionPage.tsx'
import { InstitutionsPage } from './InstitutionsPage.tsx'
import { ProposalPage } from './ProposalPage.tsx'
import { ProposePage } from './ProposePage.tsx'

/** Everything below `/institutions`: one part of the program, so that the feed carries one address for it. */
export function InstitutionsPages() {
  const { path } = useLocation()
  const [handle, part, id] = path.split('/').slice(2).map(decodeURIComponent)
  if (!handle) return <InstitutionsPage />
  if (part === undefined) return <InstitutionPage key={handle} handle={handle} />
  if (part === 'propose') return <ProposePage handle={handle} />
  if (part === 'proposals' && id) return <ProposalPage handle={handle} id={id} />
  return <NotFoundPage />
}
