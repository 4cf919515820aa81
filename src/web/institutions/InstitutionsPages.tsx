import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { NotFoundPage } from '../shell/NotFoundPage.tsx'
import { notify } from '../shell/notice.tsx'
import { useWords } from '../shell/words.ts'
import { InstitutionPage } from './InstitutionPage.tsx'
import { InstitutionsPage } from './InstitutionsPage.tsx'
import { ProposalPage } from './ProposalPage.tsx'
import { ProposePage } from './ProposePage.tsx'

interface Asked {
  handle: string
  id?: string | undefined
}

/** For those who oversee, and for analysts: the others do not load them. */
const late: Record<string, () => Promise<ComponentType<Asked>>> = {
  overview: () => import('./OverviewPage.tsx').then(part => part.OverviewPage),
  digests: () => import('./DigestPage.tsx').then(part => part.DigestPage),
  statistics: () => import('./NumbersPage.tsx').then(part => part.NumbersPage),
}

/** Everything below `/institutions`: one part of the program, so that the feed carries one address for it. */
export function InstitutionsPages() {
  const { path } = useLocation()
  const [handle, part, id] = path.split('/').slice(2).map(decodeURIComponent)
  if (!handle) return <InstitutionsPage />
  if (part === undefined) return <InstitutionPage key={handle} handle={handle} />
  if (part === 'propose') return <ProposePage handle={handle} />
  if (part === 'proposals' && id) return <ProposalPage handle={handle} id={id} />
  if (part === 'digests' && !/^[1-9]\d{0,5}$/.test(id ?? '')) return <NotFoundPage />
  if (Object.hasOwn(late, part)) return <Late key={`${part} ${id}`} load={late[part]!} handle={handle} id={id} />
  return <NotFoundPage />
}

function Late({ load, ...asked }: Asked & { load: () => Promise<ComponentType<Asked>> }) {
  const { say } = useWords()
  const page = useSignal<{ Page: ComponentType<Asked> } | null>(null)
  useEffect(() => {
    load().then(
      Page => (page.value = { Page }),
      () => notify(say('error.offline')),
    )
  }, [load])
  if (!page.value) return null
  const { Page } = page.value
  return <Page {...asked} />
}
