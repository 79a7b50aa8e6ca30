import LinuxBoot

/// How a kind of stretch looks: a class of the style sheet, a pattern, and what the key says of it.
struct Look {
  /// The class, also the end of the pattern's id.
  let name: String
  /// What the key says.
  let meaning: String

  /// All kinds, in the order of the key: what is wrong first.
  static let order: [MemoryMap.Kind] = [
    .collision, .refusedRegion, .doubtfulRegion, .noMapRegion, .mappedRegion, .kernel, .taken, .takenLater,
    .maybeTakenLater, .memory, .gap,
  ]

  init(_ kind: MemoryMap.Kind) {
    (name, meaning) =
      switch kind {
      case .gap: ("gap", "no RAM, folded")
      case .memory: ("ram", "RAM that Linux uses")
      case .takenLater: ("later", "taken after the regions are read")
      case .maybeTakenLater: ("maybe", "taken then in some builds")
      case .taken: ("taken", "taken before the regions are read")
      case .kernel: ("kernel", "kernel image")
      case .mappedRegion: ("mapped", "region, reserved and mapped")
      case .noMapRegion: ("nomap", "region, reserved, no-map")
      case .doubtfulRegion: ("depends", "region, depends on a fact")
      case .refusedRegion: ("refused", "region, refused: Linux uses it")
      case .collision: ("collision", "bytes that collide")
      }
  }

  /// What fills it.
  var fill: String { "url(#mm-\(name))" }
}
