extension FeatureDetection {
  /// When regions enter the table, and which.
  mutating func detectSaving() {
    guard let saving = savingFunction, let reserving = staticFunction else { return }
    let late = lateSavingFunction
    let early = call(of: saving, in: reserving)
    guard let place = early ?? late else { return }
    take(.saving, \.regions.savesStaticRegions, (early != nil ? .duringScan : .afterCopy, place))
    // A name points into the blob that was there when the region was saved.
    preset.regions.staticNamesInOriginalBlob = early != nil
    preset.regions.dynamicNamesInOriginalBlob = true
    let test = place.source.place(of: "if", "(", "size", ")", in: place.range)
    take(.emptyRegions, \.regions.savesEmptyRegions, (test == nil, test.map { place.at($0) } ?? place))
    take(.failedRegions, \.regions.keepsFailedRegions, keepsFailedRegions())
  }

  /// A failed region leaves the table where its function returns before it counts.
  private func keepsFailedRegions() -> Seen<Bool>? {
    for (place, failure) in functions(saying: "compatible matching fail") {
      let rest = failure..<place.range.upperBound
      guard let count = place.source.place(of: "reserved_mem_count", "+", "+", in: rest),
        let result = place.source.place(of: "return", in: failure..<count)
      else { return (true, place.at(failure)) }
      return (false, place.at(result))
    }
    return nil
  }

  /// What is printed, and by which file.
  mutating func detectMessages() {
    if let place = staticFunction {
      take(.messagePrefix, \.regions.scansInFDTFile, (place.source.path == "drivers/of/fdt.c", place))
      let line = place.source.place(ofStringWith: "reserved region for node", in: place.range)
      take(.printsReserved, \.regions.printsReserved, (line != nil, line.map { place.at($0) } ?? place))
    }
    if let (place, failure) = functions(saying: "compatible matching fail").first {
      let line = place.source.place(ofStringWith: "KiB", in: place.range)
      take(.printsRegions, \.regions.printsRegions, (line != nil, place.at(line ?? failure)))
    }
    if let scan = code.function(Self.scan) {
      let said = (code.reached(from: "unflatten_device_tree") + code.reached(from: Self.scan)).lazy
        .compactMap { _, place in
          place.source.place(ofStringWith: "No reserved-memory node", in: place.range).map {
            (place: place, token: $0)
          }
        }.first
      take(
        .missingNode, \.regions.reportsMissingNode, (said != nil, said.map { $0.place.at($0.token) } ?? scan))
    }
  }

  /// The functions of drivers/of that have a message, and where it stands.
  private func functions(saying text: String) -> [(place: KernelCode.Place, token: Int)] {
    KernelCode.scanPaths.compactMap { code.files[$0] }.flatMap { source in
      source.functions.values.sorted { $0.line < $1.line }.compactMap { function in
        source.place(ofStringWith: text, in: function.body).map {
          (KernelCode.Place(source: source, range: function.body, line: function.line), $0)
        }
      }
    }
  }
}
