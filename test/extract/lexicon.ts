import type { Lexicon } from '../../src/domain/lexicon.ts';

/** A small lexicon for the tests of this folder: public names, and one made-up vendor. */
export const lexicon: Lexicon = {
  organisations: [
    { name: 'ConnectWise', also: ['ConnectWise, LLC'], formerly: [] },
    { name: 'Outcomes', also: [], formerly: ['Transaction Data Systems'] },
    { name: 'Fortinet', also: [], formerly: [] },
    { name: 'Microsoft', also: [], formerly: [] },
  ],
  products: [
    { vendor: 'ConnectWise', name: 'ScreenConnect', also: [], formerly: ['ConnectWise Control'], kind: 'product' },
    { vendor: 'Outcomes', name: 'Rx30', also: [], formerly: [], kind: 'product' },
    { vendor: 'Fortinet', name: 'FortiOS', also: [], formerly: [], kind: 'product' },
    { vendor: 'Microsoft', name: 'Windows Server 2019', also: [], formerly: [], kind: 'platform' },
    { vendor: 'Example Remote', name: 'AnyDesk', also: [], formerly: [], kind: 'product' },
  ],
  techniques: [{ name: 'MSBuild', also: ['msbuild.exe'], id: 'T1127.001' }],
  actors: [{ name: 'LockBit', also: ['LockBit 3.0'] }],
  regions: [{ name: 'Germany', also: ['German'] }],
  healthWords: ['healthcare', 'pharmacies', 'hospital', 'hospitals'],
  wellKnownHosts: ['github.com', 'vendor.example.org'],
  wellKnownRanges: ['198.51.100.0/24'],
  sinkholes: ['sinkhole.example.net', '203.0.113.128/25'],
};
