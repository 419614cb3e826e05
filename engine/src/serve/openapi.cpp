// SPDX-License-Identifier: GPL-3.0-or-later
#include "serve/api_parts.h"
#include "serve/handlers.h"
#include "serve/openapi_text.h"

namespace telemetryhub::engine {

void getOpenApi(ApiParts&, const ApiCall& call) {
    static const auto kBody = std::make_shared<const std::string>(openApiText());
    HttpResponse response;
    response.body = kBody;
    call.reply.send(std::move(response));
}

}  // namespace telemetryhub::engine
