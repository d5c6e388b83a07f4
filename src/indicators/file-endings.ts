/** Endings of files that programs, documents and archives carry, and that attackers and analysts name. */
const FILE_ENDINGS = new Set(
  (
    '7z ace aes apk app asp aspx avi bak bas bat bin bmp cab cer chm class cfg cmd conf config cpl cpp cs csproj css csv dat db dex dll dmg ' +
    'doc docm docx dot dotm drv dylib elf enc eml exe gif go gz hta htm html ico img inf ini iso jar java jpeg jpg js jse json jsp jspx key ko ' +
    'lnk log lua mdb mof msc msg msi mst mp3 mp4 ocx odt one pdf pem php php3 phtml pl plist png ppt pptm pptx ps1 psd1 psm1 py pyc pyd pyw ' +
    'rar raw reg rtf scr sct sh sln so sql svg swf sys tar tbz tgz tiff tmp ts ttf txt url vb vba vbe vbs vcf vhd vhdx wav webp wim wll wsc wsf wsh ' +
    'xla xlam xll xls xlsb xlsm xlsx xltm xml xsl xz yaml yar yara yml z zip'
  ).split(' '),
);

/** Endings that are both a file's and a domain's: the words around them decide. */
const BOTH = new Set(
  'app cab cpl go java ko lua md mov one pl ps py rs sh so sql ts zip cc class dev info pub link'.split(' '),
);

/** Says whether a last part without its dot is an ending of files. */
export function isFileEnding(ending: string): boolean {
  return FILE_ENDINGS.has(ending.toLowerCase());
}

/**
 * Says whether something that has the shape of a domain is a file's name here: its ending is a file's, and either no domain
 * ends so, or what stands around it (a path, a file word, a type column) speaks for a file.
 */
export function isFileLike(text: string, start: number, end: number): boolean {
  const name = text.slice(start, end);
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (!FILE_ENDINGS.has(ending) && !BOTH.has(ending)) return false;
  if (ending === 'com') return false;
  if (!BOTH.has(ending)) return true;
  const before = text.slice(Math.max(0, start - 24), start);
  if (isAmongHosts(text, start, end)) return false;
  if (/[\\/]$/.test(before) && !/:\/\/$/.test(before)) return true;
  if (
    /\b(?:file(?:name)?s?|script|module|named|called|run(?:s|ning)?|executes?|drops?|dropped|archive)\W{0,4}$/i.test(
      before,
    )
  )
    return true;
  if (/\.[a-z0-9]{2,4}\.[a-z]+$/i.test(name) && FILE_ENDINGS.has(name.split('.').at(-2)?.toLowerCase() ?? ''))
    return true;
  return (
    name.split('.').length === 2 &&
    ending !== 'info' &&
    ending !== 'link' &&
    ending !== 'dev' &&
    ending !== 'app' &&
    ending !== 'one' &&
    ending !== 'cc'
  );
}

/** Alone in its line, between lines that are hosts beyond doubt: a list of domains. */
function isAmongHosts(text: string, start: number, end: number): boolean {
  const left = text.slice(Math.max(0, start - 140), start);
  const right = text.slice(end, end + 140);
  if (!/(?:^|\n)[ \t]*$/.test(left) || !/^[ \t]*(?:\n|$)/.test(right)) return false;
  return [left.trimEnd().split('\n').at(-1), right.trimStart().split('\n', 1)[0]].some((line) => {
    const ending = /^[ \t]*[\w-]+(?:\.[\w-]+)*\.([a-z]{2,12})[ \t]*$/i.exec(line ?? '')?.[1]?.toLowerCase();
    return ending !== undefined && !FILE_ENDINGS.has(ending) && !BOTH.has(ending);
  });
}
