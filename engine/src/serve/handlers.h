// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serve/api_call.h"

/// \file
/// The handlers of the table of endpoints, a file for each resource.
namespace telemetryhub::engine {

void getHealth(ApiParts& parts, const ApiCall& call);
void getReady(ApiParts& parts, const ApiCall& call);
void getStatus(ApiParts& parts, const ApiCall& call);
void getMetrics(ApiParts& parts, const ApiCall& call);
void postTelemetry(ApiParts& parts, const ApiCall& call);
void postStart(ApiParts& parts, const ApiCall& call);
void postStop(ApiParts& parts, const ApiCall& call);
void postReset(ApiParts& parts, const ApiCall& call);
void getDevices(ApiParts& parts, const ApiCall& call);
void getDevice(ApiParts& parts, const ApiCall& call);
void postDevice(ApiParts& parts, const ApiCall& call);
void deleteDevice(ApiParts& parts, const ApiCall& call);
void postCommand(ApiParts& parts, const ApiCall& call);
void getSamples(ApiParts& parts, const ApiCall& call);
void getEvents(ApiParts& parts, const ApiCall& call);
void getStream(ApiParts& parts, const ApiCall& call);
void postRecordingStart(ApiParts& parts, const ApiCall& call);
void postRecordingStop(ApiParts& parts, const ApiCall& call);
void getRecordings(ApiParts& parts, const ApiCall& call);
void getRecordingCsv(ApiParts& parts, const ApiCall& call);
void getOpenApi(ApiParts& parts, const ApiCall& call);

}  // namespace telemetryhub::engine
