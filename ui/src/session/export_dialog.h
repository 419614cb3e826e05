// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDialog>

#include "session/export_offer.h"

class QProgressBar;
class QPushButton;

namespace telemetryhub::ui {

class BackgroundTask;
class ExportForm;
class MessageRow;
class Theme;

/// Exports samples into a CSV: what, in which shape, where to, and how it went.
///
/// The file has its name when it is whole; cancelled or failed there is none, and one of that name
/// stays as it was.
///
/// Threads: main; the export runs on a thread of its own.
class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    /// \pre `theme` outlives this object, and so does what `offer.write` uses.
    ExportDialog(ExportOffer offer, const Theme& theme, QWidget* parent);
    ~ExportDialog() override;

    [[nodiscard]] ExportForm& form() const { return *m_form; }
    [[nodiscard]] QString message() const;
    [[nodiscard]] bool isRunning() const { return m_task != nullptr; }

public slots:
    /// Asks once, in place, before a file is replaced.
    void begin();
    void cancel();

signals:
    void finished();

private:
    QWidget* makeButtons();
    void formChanged();
    void end();
    void tell(const engine::Result<ExportOutcome>& result);
    void showFolder();
    void updateButtons();

    const ExportOffer m_offer;
    ExportForm* m_form;
    QProgressBar* m_progress;
    MessageRow* m_message;
    QPushButton* m_folder = nullptr;
    QPushButton* m_close = nullptr;
    QPushButton* m_export = nullptr;
    QString m_replaceable;  ///< the file whose replacement was agreed to
    QString m_written;
    std::optional<engine::Result<ExportOutcome>> m_result;  ///< of the task, when it finished
    BackgroundTask* m_task = nullptr;
};

}  // namespace telemetryhub::ui
