extension Collection<UInt8> {
  /// Whether a file of these bytes is meant to be a blob: it begins as all of them do.
  package var isBlob: Bool { starts(with: [0xd0, 0x0d, 0xfe, 0xed]) }
}
