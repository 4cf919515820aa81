import { formatter } from '@lingui/format-po'

export default {
  locales: ['en', 'fr'],
  sourceLocale: 'en',
  fallbackLocales: false as const,
  catalogs: [{ path: '<rootDir>/{locale}', include: ['<rootDir>/..'] }],
  format: formatter({ explicitIdAsDefault: true, origins: false }),
  orderBy: 'messageId' as const,
}
