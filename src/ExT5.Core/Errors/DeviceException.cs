namespace ExT5.Core;

/// <summary>A device was asked for that there is not, or that the application's native package cannot use.</summary>
/// <param name="message">Which device, why it is not there and what to do.</param>
public sealed class DeviceException(string message) : ExT5CoreException(message);
