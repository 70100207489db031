import { checksumOf } from './checksum';
import { browserTransport } from './transport';
import type { UploadContext } from './tus';

/** How the page uploads: by the browser, each piece with what it comes to. */
export const BY_BROWSER: UploadContext = { transport: browserTransport, checksum: checksumOf };
