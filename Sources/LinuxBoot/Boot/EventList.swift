/// What a run did to memblock, in order.
///
/// Two lists, for the one up to the end of the scan is long and does not change any more: runs that part behind the
/// scan share it.
struct EventList: RandomAccessCollection {
  /// Up to and including the scan.
  private(set) var upToScan: [BootEvent] = []
  /// Behind it.
  private(set) var behindScan: [BootEvent] = []
  private var isScanOver = false

  var startIndex: Int { 0 }
  var endIndex: Int { upToScan.count + behindScan.count }

  subscript(index: Int) -> BootEvent {
    index < upToScan.count ? upToScan[index] : behindScan[index - upToScan.count]
  }

  mutating func append(_ event: BootEvent) {
    if isScanOver { behindScan.append(event) } else { upToScan.append(event) }
  }

  /// What comes from now on lies behind the scan.
  mutating func endScan() { isScanOver = true }
}
