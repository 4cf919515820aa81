/** What an account is told of: the tab of the inbox that shows it, and the choice that turns it off. */
export const noticeKinds = {
  like: { tab: 'likes', topic: 'likes' },
  comment: { tab: 'comments', topic: 'comments' },
  reply: { tab: 'comments', topic: 'replies' },
  mention: { tab: 'comments', topic: 'mentions' },
  repost: { tab: 'likes', topic: 'reposts' },
  follow: { tab: 'followers', topic: 'followers' },
  ask: { tab: 'followers', topic: 'followers' },
  accepted: { tab: 'followers', topic: 'followers' },
  moved: { tab: 'followers', topic: 'followers' },
  ready: { tab: null, topic: 'clips' },
  refused: { tab: null, topic: 'clips' },
  unfinished: { tab: null, topic: 'clips' },
  ended: { tab: null, topic: 'clips' },
  // What is decided is told whatever is chosen.
  decision: { tab: null, topic: null },
  report: { tab: null, topic: null },
  appeal: { tab: null, topic: null },
  answer: { tab: null, topic: null },
  stewardship: { tab: null, topic: null },
} as const

export type NoticeKind = keyof typeof noticeKinds
export const noticeTabs = ['all', 'comments', 'likes', 'followers'] as const
export type NoticeTab = (typeof noticeTabs)[number]
export const noticeTopics = ['likes', 'comments', 'replies', 'mentions', 'reposts', 'followers', 'clips'] as const
export type NoticeTopic = (typeof noticeTopics)[number]

export const allNoticeKinds = Object.keys(noticeKinds) as NoticeKind[]
export const kindsOf = (tab: NoticeTab): NoticeKind[] =>
  allNoticeKinds.filter(kind => tab === 'all' || noticeKinds[kind].tab === tab)

export const noticeLimits = {
  keptMs: 90 * 86_400_000,
  /** Lines of one inbox; the oldest go. */
  kept: 2000,
  /** Of so many people a line says how many they are. */
  counted: 1000,
  /** A badge says no higher number than this one. */
  unread: 99,
  textCharacters: 200,
} as const
