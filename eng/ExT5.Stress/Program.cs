using System.CommandLine;
using ExT5.Stress;

// Trains, generates, scores and embeds while other threads allocate and collect without a pause:
// dotnet run -c Release --project eng/ExT5.Stress -- --minutes 60
var minutes = new Option<double>("--minutes") { Description = "How long, all scenarios together.", DefaultValueFactory = _ => 2 };
var scenario = new Option<string>("--scenario") { Description = $"One of {string.Join(", ", Scenarios.Names)}, or all.", DefaultValueFactory = _ => "all" };
var round = new Option<double>("--round-seconds") { Description = "How long one process lives.", DefaultValueFactory = _ => 60 };
var child = new Option<bool>("--child") { Description = "Runs the scenario in this process.", Hidden = true };
var audit = new Option<bool>("--audit") { Description = "Runs each part once, without load, and fails when it leaves anything of TorchSharp to the finalizer." };
var command = new RootCommand("Everything under garbage collections at the wrong moment.") { minutes, scenario, round, child, audit };
command.SetAction(async parsed =>
{
    var (time, name) = (TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(scenario)!);
    if (parsed.GetValue(audit)) return Audit.Run(Scenarios.PartsOf(name));
    return parsed.GetValue(child)
        ? await Scenarios.RunAsync(name, time)
        : Rounds.Run(Scenarios.Of(name), time, TimeSpan.FromSeconds(parsed.GetValue(round)));
});
return await command.Parse(args).InvokeAsync();
