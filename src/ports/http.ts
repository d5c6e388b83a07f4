export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Largest decoded body in bytes; the client's default is 15 MB. */
  readonly maxBodyBytes?: number;
  /** Time for everything, redirects and body included; the client's default is 60 s. */
  readonly deadlineMs?: number;
  /** The request may go to loopback and private addresses. Only for sources that the operator marks `internal`. */
  readonly internal?: boolean;
  readonly userAgent?: string;
  /** A file of certificates (PEM) that are trusted in place of the public ones: those of a private authority. */
  readonly caFile?: string;
  /** It is a page made for people, which robots may be asked to leave alone: the host's robots.txt is asked before. */
  readonly heedRobots?: boolean;
  /** A redirect to another host is not followed: the answer says where it leads. */
  readonly staysAtHost?: boolean;
}

/** An answer of a server, whatever its status. Faults before that (blocked, refused, too large, too slow) throw a WardwatchError. */
export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded (gzip, deflate, br), not yet read as characters. */
  readonly body: Uint8Array;
  /** The address that answered, after redirects. */
  readonly url: string;
  /** Where the address that was asked has moved for good (301, 308), when the server says so. */
  readonly movedTo?: string;
  /** What another host would be asked, to which the server leads; only of a request that stays at its host. */
  readonly leadsTo?: HttpRequest;
}

/** The one polite, guarded way out. */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>;
}
