namespace ExT5.Training;

/// <summary>What the routers of a model with experts did in a step: means over its batches.</summary>
/// <param name="ZLoss">Mean of <c>log(Z)^2</c>, encoder and decoder added, before its factor.</param>
/// <param name="LoadBalancingLoss">
/// Encoder and decoder added, before its factor: 2 when all experts of both are used alike, up to the number of experts
/// for each stack that uses only one.
/// </param>
/// <param name="DroppedShare">Share of the tokens, 0 to 1, that found their expert full.</param>
public sealed record RouterReport(double ZLoss, double LoadBalancingLoss, double DroppedShare);
