import DeviceTree
import SourceDiagnostics

/// Which zones list which device; made once for all zones.
struct DeviceOwners {
  /// One zone that lists a device.
  struct Owner {
    var zone: DeviceTree.NodeID
    var name: String
    var range: SourceRange?
  }

  /// The owners of each device, in the order of the plan; a zone that lists it twice is there once.
  private(set) var owners: [DeviceTree.NodeID: [Owner]] = [:]

  /// Complexity: O(n) in entries of access.
  init(_ zones: [Zone]) {
    for zone in zones {
      for device in zone.access where owners[device.value]?.last?.zone != zone.node {
        owners[device.value, default: []].append(
          Owner(zone: zone.node, name: zone.name, range: device.range))
      }
    }
  }

  /// Whether a zone other than this one lists the device, and this one does not.
  func isListed(_ device: DeviceTree.NodeID, outside zone: DeviceTree.NodeID) -> Bool {
    guard let owners = owners[device] else { return false }
    return !owners.contains { $0.zone == zone }
  }

  /// Whether this zone lists the device.
  func isListed(_ device: DeviceTree.NodeID, by zone: DeviceTree.NodeID) -> Bool {
    owners[device]?.contains { $0.zone == zone } ?? false
  }

  /// The first zone that lists the device.
  func place(of device: DeviceTree.NodeID) -> Owner? { owners[device]?.first }
}
