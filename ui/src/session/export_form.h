// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "session/export_offer.h"

class QLineEdit;
class QListWidget;
class QRadioButton;

namespace telemetryhub::ui {

class Theme;

/// What of an offer is exported, in which shape and where to.
///
/// Threads: main.
class ExportForm final : public QWidget {
    Q_OBJECT

public:
    ExportForm(const ExportOffer& offer, const Theme& theme, QWidget* parent);

    /// Without progress.
    [[nodiscard]] engine::SessionExport what() const;
    [[nodiscard]] QString path() const;
    void setPath(const QString& path);
    /// Something is chosen, and there is a place for it.
    [[nodiscard]] bool isComplete() const;

signals:
    void changed();
    /// The file dialog asked whether to overwrite.
    void replacementConfirmed();

private:
    QWidget* makeShape();
    QWidget* makeSpan();
    QWidget* makeLists();
    QWidget* makeFile();
    QListWidget* addList(const QString& name, QWidget* parent);
    void fillChannels();
    void browse();

    const ExportOffer m_offer;
    const Theme& m_theme;
    QRadioButton* m_wide = nullptr;
    QRadioButton* m_visible = nullptr;
    QListWidget* m_devices = nullptr;
    QListWidget* m_channels = nullptr;
    QLineEdit* m_path = nullptr;
};

}  // namespace telemetryhub::ui
