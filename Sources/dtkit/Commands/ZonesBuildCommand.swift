import ArgumentParser
import DTS
import DeviceTree
import FileSystem
import KernelImage
import SecondOpinion
import SourceDiagnostics
import SystemPackage
import Zones

/// `dtkit zones build`: a plan becomes the trees and files of its zones.
struct ZonesBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make the trees of all zones and hvisor's zone files from a plan.",
    discussion: """
      Writes NAME.dts and NAME.dtb for every zone, NAME.json for every guest, and virtio.json for root Linux's \
      virtio service, after libfdt has read every blob back. On an error nothing is written.

      EXAMPLE
        dtkit zones build dts/ls3a5000/zones.dts -o build/ls3a5000
      """)

  @Argument(help: ArgumentHelp("The plan, a system device tree.", valueName: "plan"))
  var plan: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for what is made.", valueName: "folder"))
  var output: String

  @OptionGroup var reading: ReadingOptions

  func run() throws { try reading.format.run(about: plan, [("zones", .array([]))]) { try build(&$0) } }

  private func build(_ answer: inout Answer) throws {
    if output == "-" { throw CommandError("-o - : the files of the zones need a folder") }
    let input = try TreeInput(path: plan, includeFolders: reading.include)
    guard let compiled = input.compiled else {
      throw CommandError("\(plan): a plan is a source (.dts), and this is a blob")
    }
    let (kernels, faults) = kernels(named: ZoneBuild.kernelNames(in: compiled))
    let build = ZoneBuild(compiled, kernels: kernels, kernelFaults: faults)
    let diagnostics = input.warnings + build.diagnostics
    answer.tell(diagnostics, sources: compiled.sources)
    if build.outputs.isEmpty {
      answer.give("", json: members([]))
      Files.print(
        "dtkit: \(Findings.summary(diagnostics)) in the plan; nothing was written.\n", to: .standardError)
      throw ExitCode.unusable
    }
    var written: [(ZoneBuild.Output, [String])] = []
    var files = OutputFiles()
    for zone in build.outputs {
      var paths = try add(zone, to: &files)
      // The virtio service runs on root Linux.
      if zone.zone.isRoot, let file = build.virtioFile {
        let path = FilePath(output).appending("virtio.json").string
        files.add(path, Array((file.text() + "\n").utf8))
        paths.append(path)
      }
      written.append((zone, paths))
    }
    try checkPlaces(of: written.flatMap(\.1), against: compiled.dependencies)
    try files.write()
    answer.give(summary(written), json: members(written))
  }

  /// What is made must not replace what it is made from.
  private func checkPlaces(of outputs: [String], against sources: [String]) throws(CommandError) {
    let sources = Set(sources.compactMap { POSIX.resolved($0) })
    for path in outputs {
      if let place = POSIX.resolved(path), sources.contains(place) {
        throw CommandError(
          "\(path): the plan is made from this file, and it would be replaced; nothing was written",
          help: "write to a folder of its own (-o), or give the zone another name")
      }
    }
  }

  /// What the ELF files say that the plan names, beside the plan; those that do not exist are left out, and those
  /// that cannot be used have a fault.
  private func kernels(named names: [String]) -> ([String: ZoneKernel], [String: ZoneKernelFault]) {
    let folder = FilePath(plan).removingLastComponent()
    var kernels: [String: ZoneKernel] = [:]
    var faults: [String: ZoneKernelFault] = [:]
    for name in Set(names) {
      do throws(ZoneKernelFault) {
        kernels[name] = try kernel(at: FilePath(name).isAbsolute ? name : folder.appending(name).string)
      } catch {
        faults[name] = error
      }
    }
    return (kernels, faults)
  }

  private func kernel(at path: String) throws(ZoneKernelFault) -> ZoneKernel? {
    let bytes: [UInt8]?
    do throws(CommandError) {
      bytes = try Files.readIfPresent(path, limit: Files.kernelLimit)
    } catch {
      throw .unreadable(error.message)
    }
    guard let bytes else { return nil }
    let image: ELFImage
    do throws(ELFError) {
      image = try ELFImage(bytes)
    } catch {
      throw .unreadable("\(error)")
    }
    guard image.machine == .loongArch else { throw .otherMachine(image.machine.rawValue) }
    guard let link = image.linkAddress else { throw .empty }
    return ZoneKernel(entryPoint: image.entryPoint, linkAddress: link)
  }

  /// Adds a zone's files to the set, after libfdt has agreed to the blob; returns their paths.
  private func add(_ zone: ZoneBuild.Output, to files: inout OutputFiles) throws -> [String] {
    let blob: AgreedBlob
    do throws(AgreedBlob.Disagreement) {
      blob = try AgreedBlob(of: zone.tree)
    } catch {
      throw CommandError(
        "libfdt reads the tree of zone '\(zone.zone.name)' otherwise: \(error.differences[0]); nothing was written"
      )
    }
    let source = DTSPrinter(
      comments: [
        "Zone '\(zone.zone.name)', made by dtkit from \(FilePath(plan).lastComponent?.string ?? plan).",
        "Change the plan, not this file.",
      ]
    ).print(zone.tree)
    var paths: [String] = []
    func add(_ ending: String, _ bytes: [UInt8]) {
      let path = FilePath(output).appending("\(zone.zone.name).\(ending)").string
      files.add(path, bytes)
      paths.append(path)
    }
    add("dts", Array(source.utf8))
    add("dtb", blob.bytes)
    if let file = zone.hvisorFile { add("json", Array((file.text() + "\n").utf8)) }
    return paths
  }

  private func summary(_ written: [(zone: ZoneBuild.Output, paths: [String])]) -> String {
    var table = Table()
    for (output, paths) in written {
      let memory = output.zone.memory.reduce(0 as UInt64) { $0 + $1.value.size }
      table.add(
        output.zone.name, "cpu \(output.zone.cpus.value.map(String.init).joined(separator: ","))",
        AddressText.size(memory), paths.joined(separator: " "))
    }
    return table.text
  }

  private func members(_ written: [(ZoneBuild.Output, [String])]) -> [(String, JSONValue)] {
    let zones = written.map { output, paths in
      JSONValue.object([
        ("name", .string(output.zone.name)), ("id", .int(output.zone.id.value)),
        ("outputs", .array(paths.map { .string($0) })),
      ])
    }
    return [("zones", .array(zones))]
  }
}
