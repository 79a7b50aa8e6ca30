import LinuxBoot

extension LogReport {
  /// What was assumed, taken from the log, or not looked at.
  var notes: [String] {
    var notes: [String] = []
    if log.count > 1 {
      notes.append(
        "\(log.path) holds \(log.count) boots; this is number \(log.number), up to line \(reading.log.lastLine)"
      )
    }
    if !reading.hasBeginning, !reading.log.entries.isEmpty {
      notes.append(
        "the log lacks the beginning of the boot: its ring was too small (log_buf_len=), or it was cut")
    }
    notes += firmwareNotes
    for row in (reading.log.iomem?.unclear ?? []).prefix(3) {
      notes.append(
        "line \(row.line) of \(log.iomemPath ?? log.path) is not understood, and not compared: \"\(row.entry.name)\""
      )
    }
    if reading.log.iomem?.isHidden == true {
      notes.append(
        "every address of /proc/iomem reads as zero, as Linux shows it to users other than root: read it as root"
      )
    }
    if let tally = comparison.operations, comparison.agrees, tally.agreed < tally.predicted {
      notes.append(
        "the log ends, or goes on without memblock=debug, before the scan of /reserved-memory is over")
    }
    let settled = reading.prediction.facts.compactMap { fact -> String? in
      switch fact.source {
      case .log, .iomem: "\(fact.name) (\(fact.source.text))"
      default: nil
      }
    }
    if !settled.isEmpty {
      notes.append("taken from the log, as nothing else says it: " + settled.joined(separator: ", "))
    }
    notes += reading.treeDoubts.map(\.text)
    for change in reading.contradictions {
      notes.append(
        "the log has another \(change.fact): \(change.needed)\(change.evidence.map { ", \($0.text)" } ?? ""); given is "
          + "\(change.given) (\(change.source)). Nothing that was compared needs it")
    }
    return notes + remarks
  }

  /// What the log shows of UEFI and of ACPI tables.
  private var firmwareNotes: [String] {
    var notes: [String] = []
    if let acpi = reading.facts.acpi, reading.input.prefersACPI {
      notes.append(
        "Linux found ACPI tables (line \(acpi.line)): on LoongArch it reads no device tree then, so that nothing in "
          + "\(tree) counts")
    }
    if let map = reading.facts.efi {
      if reading.input.efi == map.value {
        notes.append(
          "Linux was started through UEFI: its memory map is taken from the log (\(map.value.memoryMap.count) entries from "
            + "line \(map.line) on)")
      }
    } else if let efi = reading.log.efi, reading.input.efi == nil,
      !reading.isExplained || reading.input.prefersACPI
    {
      notes.append(
        "Linux was started through UEFI (line \(efi.line)): its RAM comes from the firmware's memory map, which the log "
          + "does not have (efi=debug on the command line prints it)")
    }
    if let problem = reading.log.efiProblem, reading.facts.efi != nil {
      notes.append(
        "line \(problem.line) begins like one of UEFI's memory map and is none: \(problem.message)")
    }
    return notes
  }
}

extension TreeDoubt {
  /// It can have no other reason.
  var isCertain: Bool { if case .unknownRegion = self { true } else { false } }

  /// The sign in words.
  var text: String {
    switch self {
    case .unknownRegion(let name, let line):
      "the log has the region \(name) (line \(line)), and the tree does not: another tree booted, or something changed it"
    case .otherModel(let model, let line):
      "the log's tree has the model \"\(model)\" (line \(line)): it is another tree"
    case .otherSize(let size, let line):
      "Linux reserved \(size) bytes for its blob (line \(line)), and the tree has another size: it is another tree, or padded"
    }
  }
}
