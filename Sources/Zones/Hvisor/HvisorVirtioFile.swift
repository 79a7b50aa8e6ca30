import DeviceTree
import SourceDiagnostics

/// The JSON file with which root Linux's `hvisor virtio start` serves the virtio devices of all guests.
///
/// It says again what the trees and zone files say: where a guest's RAM lies for root Linux, and each
/// device's registers, interrupt and image.
struct HvisorVirtioFile {
  let plan: ZonePlan

  /// The file's content; nil if no guest has a virtio device.
  ///
  /// Complexity: O(n) in zones, devices and windows' members.
  func json() -> JSONValue? {
    var windows: [String: [MemoryRange]] = [:]
    for window in plan.windows {
      for member in window.members { windows[member.value, default: []].append(window.memory.value) }
    }
    let served = plan.guests.filter { !$0.virtioDevices.isEmpty }
    guard !served.isEmpty else { return nil }
    return .object([
      ("zones", .array(served.map { Self.json(of: $0, windows: windows[$0.name] ?? []) }))
    ])
  }

  private static func json(of zone: Zone, windows: [MemoryRange]) -> JSONValue {
    let memory = RootMemoryLayout.joined(zone.memory.map(\.value)) + windows
    return .object([
      ("id", .int(zone.id.value)),
      (
        "memory_region",
        // Root Linux sees a guest's RAM where the guest sees it: both are the physical addresses.
        .array(
          memory.map {
            .object([
              ("zone0_ipa", .hex($0.base)), ("zonex_ipa", .hex($0.base)), ("size", .hex($0.size)),
            ])
          })
      ),
      ("devices", .array(zone.virtioDevices.map(Self.json))),
    ])
  }

  private static func json(of device: VirtioDevice) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("type", .string(device.kind)), ("addr", .hex(device.registers.base)),
      ("len", .hex(device.registers.size)), ("irq", .int(device.interrupt.value)),
    ]
    if let backing = device.backing {
      members.append((device.kind == "net" ? "tap" : "img", .string(backing)))
    }
    members.append(("status", .string("enable")))
    return .object(members)
  }
}
