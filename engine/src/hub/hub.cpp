// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/hub/hub.h"

#include <utility>

#include <QPointer>

namespace telemetryhub::engine {

Reply Hub::replyTo(QObject* context, Answer answer) const {
    if (!answer) return {};
    // Copied from thread to thread and looked at on the main thread alone, where the object lives.
    const auto guard = std::make_shared<const QPointer<QObject>>(context);
    return {mainThread(), [guard, answer = std::move(answer)](Result<void> result) {
                if (*guard) answer(std::move(result));
            }};
}

}  // namespace telemetryhub::engine
