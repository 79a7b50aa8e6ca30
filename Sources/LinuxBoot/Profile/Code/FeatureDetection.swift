/// Looks for each feature in the code, and puts what it finds into a preset.
///
/// Functions are known by name, or by a message that they print; what decides is which functions call which, in
/// what order, and which names and signs stand in them.
struct FeatureDetection {
  /// A value and the code that shows it.
  typealias Seen<Value> = (value: Value, place: KernelCode.Place)

  let code: KernelCode
  var preset: ProfilePreset
  let tree: String
  var sources: [KernelFeature: FactSource] = [:]

  init(code: KernelCode, preset: ProfilePreset, tree: String) {
    self.code = code
    self.preset = preset
    self.tree = tree
  }

  /// Takes a value over, if it was seen.
  mutating func take<Value>(
    _ feature: KernelFeature, _ path: WritableKeyPath<ProfilePreset, Value>, _ seen: Seen<Value>?
  ) {
    guard let seen else { return }
    preset[keyPath: path] = seen.value
    sources[feature] = source(seen.place.text)
  }

  /// A place in the tree as a source of facts.
  func source(_ place: String) -> FactSource { .sourceTree("\(place) in \(tree)") }

  /// The function that a kernel calls to read /reserved-memory.
  static let scan = "early_init_fdt_scan_reserved_mem"
  /// The function that places a node with `size`.
  static let placing = "__reserved_mem_alloc_size"
  /// Functions that reserve what a node's `reg` says; with `_arch` before 5.15.
  static let reserving: Set = ["early_init_dt_reserve_memory", "early_init_dt_reserve_memory_arch"]

  /// The function that reserves nodes with `reg`.
  var staticFunction: KernelCode.Place? {
    code.reached(from: Self.scan, leaves: [Self.placing]).first { _, place in
      place.source.calls(in: place.range).contains { Self.reserving.contains($0.name) }
    }?.place
  }

  /// The function that puts a region into the table, by the message that the table is full.
  var savingFunction: String? {
    guard let source = code.files[KernelCode.scanPaths[0]] else { return nil }
    return source.functions.values.sorted { $0.line < $1.line }.first {
      source.place(ofStringWith: "not enough space", in: $0.body) != nil
    }?.name
  }

  /// The function that puts nodes with `reg` into the table from Linux's copy of the tree.
  var lateSavingFunction: KernelCode.Place? {
    guard let saving = savingFunction else { return nil }
    return code.reached(from: "unflatten_device_tree", leaves: [saving]).first { _, place in
      place.source.calls(in: place.range).contains { $0.name == saving }
    }?.place
  }

  /// The first call of `name` in a piece of code.
  func call(of name: String, in place: KernelCode.Place) -> KernelCode.Place? {
    place.source.calls(in: place.range).first { $0.name == name }.map { place.at($0.token) }
  }

  /// The first call of `name` in what `function` reaches.
  func call(of name: String, reachedFrom function: String, leaves: Set<String> = []) -> KernelCode.Place? {
    for (_, place) in code.reached(from: function, leaves: leaves) {
      if let found = call(of: name, in: place) { return found }
    }
    return nil
  }
}
