// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QColor>
#include <QWidget>

#include "telemetryhub/engine/hub/snapshot.h"

class QHBoxLayout;
class QPushButton;

namespace telemetryhub::ui {

class ElidedLabel;
class Theme;
struct ThemeColors;

/// A strip that stands above the panels while something is wrong with a device: the shape of its
/// state, who, why, and buttons that help.
///
/// Threads: main.
class DeviceStrip : public QWidget {
    Q_OBJECT

public:
    [[nodiscard]] QString text() const;
    /// Whether there is a device that it is about.
    [[nodiscard]] bool isWanted() const { return m_device.has_value(); }

protected:
    struct Colors {
        QColor ground;
        QColor words;
        QColor shape;
    };
    struct Looks {
        engine::DeviceState state;
        Colors (*colors)(const ThemeColors& theme);
    };
    /// The first device of a kind, null when there is none, and how many others there are.
    struct Found {
        const engine::DeviceSnapshot* first = nullptr;
        int more = -1;
    };

    /// \pre `theme` outlives this object.
    DeviceStrip(const Theme& theme, Looks looks, QWidget* parent);

    [[nodiscard]] QPushButton* addButton(const QString& text, const QString& name,
                                         const QString& toolTip);
    /// Is about the first device that `fits`, from now on, or about none.
    Found choose(const engine::Snapshot& snapshot,
                 const std::function<bool(const engine::DeviceSnapshot&)>& fits);
    void say(const QString& who, const QString& why);
    [[nodiscard]] std::optional<engine::DeviceId> device() const { return m_device; }

    void paintEvent(QPaintEvent* event) override;

private:
    void applyTheme();

    const Theme& m_theme;
    const Looks m_looks;
    ElidedLabel* m_who;
    ElidedLabel* m_why;
    QHBoxLayout* m_row;
    std::optional<engine::DeviceId> m_device;
};

}  // namespace telemetryhub::ui
