import type { PageState } from './state.ts'
import type { Say } from './words.ts'

const named = [
  '/explore',
  '/search',
  '/following',
  '/followers',
  '/inbox',
  '/create',
  '/join',
  '/sign-in',
  '/recover',
  '/settings',
  '/settings/profile',
  '/settings/people',
  '/settings/leaving',
  '/settings/viewing',
  '/settings/data',
  '/settings/held',
  '/settings/requests',
  '/erased',
  '/interests',
  '/saved',
  '/about',
  '/rules',
  '/transparency',
  '/what-we-hold',
  '/decisions',
]

/** Title and description of a page: in the server's head, in previews of shared links, and in the tab. */
export function headingFor(path: string, state: PageState, say: Say): { title: string; description: string } {
  const shore = state.shore.name
  const { video, account } = state
  if (video) {
    const by = say('title.by', { handle: video.author.handle })
    const words = video.caption.split('\n')[0]?.slice(0, 80)
    return { title: words ? `${words} · ${by}` : by, description: video.caption || by }
  }
  if (account)
    return {
      title: `@${account.handle} · ${shore}`,
      description: say('title.profile', { handle: account.handle, n: account.videos }),
    }
  if (state.isClosed && state.network) {
    const { name } = state.network
    return { title: `${say(`networks.${name}`)} · ${shore}`, description: say(`networks.${name}.lead`) }
  }
  const missing = { title: `${say('missing.title')} · ${shore}`, description: say('missing.body') }
  if (state.missing) return missing
  if (path.startsWith('/sound/')) return { title: `${say('sound.unnamed')} · ${shore}`, description: say('title.feed') }
  if (path.startsWith('/tag/'))
    return { title: `#${decodeURIComponent(path.slice('/tag/'.length))} · ${shore}`, description: say('title.feed') }
  if (path === '/api/docs') return { title: `${say('title.api')} · ${shore}`, description: say('api.lead') }
  if (path.startsWith('/operate'))
    return { title: `${say('title.operate')} · ${shore}`, description: say('title.feed') }
  const official = /^\/(@[^/]+)\/record$/.exec(path)
  if (official) return { title: `${say('title.record')} · ${official[1]} · ${shore}`, description: say('title.feed') }
  if (path.startsWith('/institutions'))
    return { title: `${say('title.institutions')} · ${shore}`, description: say('title.feed') }
  if (path.startsWith('/posts')) return { title: `${say('title.posts')} · ${shore}`, description: say('title.feed') }
  if (path === '/') return { title: shore, description: say('title.feed') }
  if (named.includes(path))
    return {
      title: `${say(`title${path.replaceAll('/', '.').replace('-i', 'I')}`)} · ${shore}`,
      description: say('title.feed'),
    }
  return missing
}
