import { formatter } from '@lingui/format-po'

export default {
  locales: ['en', 'fr'],
  sourceLocale: 'en',
  fallbackLocales: false as const,
  // `first` is what the feed says before anything else is opened; `pages` is loaded with the first page or sheet that needs it,
  // `account` with the pages of one's own account, `operate` with the console.
  catalogs: ['first', 'pages', 'account', 'operate'].map(part => ({
    path: `<rootDir>/${part}/{locale}`,
    include: ['<rootDir>/..'],
  })),
  format: formatter({ explicitIdAsDefault: true, origins: false }),
  orderBy: 'messageId' as const,
}
