import ArgumentParser

@main
struct DTKit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dtkit", abstract: "Build and check device trees of hypervisor zones.")
}
